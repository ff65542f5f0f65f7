"""Root trees of the servers, made once by mmdebstrap and kept in the cache.

A tree is only ever read afterwards (it is the lower layer of every host's overlay). The directory's name carries a
stamp of what it was made from, so a changed package list makes a new tree beside the old one, which goes when no lab
stands on it any more. A build happens in a temporary directory that is renamed at the end: half a tree is never seen.
"""

import fcntl
import glob
import hashlib
import json
import os
import shutil
import subprocess

from . import datadir, mirror
from .paths import CACHE, LabError
from .state import Lab, all_labs

TOOLS = ["openssh-server", "sudo", "iproute2", "iputils-arping", "procps"]
BETWEEN = ["haproxy", "keepalived", "etcd-server", "etcd-client"]  # what stands between clients and servers, or holds a lease for them
BUILD = ["gcc", "g++", "libc6-dev", "pkg-config", "make", "git", "ca-certificates", "libncurses6", "libcurl4t64", "libsqlite3-0", "libedit2",
         "tzdata", "binutils", "zlib1g-dev", "libssh2-1-dev", "libmysqlclient-dev", "openssh-client"]
OLD_LIBRARIES = ["libxml2", "libicu72"]  # of Debian 12, what a Swift toolchain built there asks for and sid no longer has

# One flavour's hosts have the one packet filter, the other's the other: both are met in the wild.
TREES = {
    "mariadb": {"suite": "bookworm", "packages": ["mariadb-server", "iptables", *TOOLS, *BETWEEN]},
    "mysql": {"suite": "sid", "packages": ["mysql-server", "mysql-router", "nftables", *TOOLS, *BETWEEN]},
    "mysql-dev": {"suite": "sid", "packages": BUILD},
}


def home(kind):
    """Where the finished tree (and data directory) of a kind is, or will be."""
    return os.path.join(CACHE, f"{kind}.{stamp_of(kind)}")


def tree_path(kind):
    """The finished tree of a kind."""
    return os.path.join(home(kind), "tree")


def stamp_of(kind):
    """What the tree depends on; the mirror is left out on purpose, it may move without the tree being stale."""
    parts = [TREES[kind], datadir.INITIALISE.get(kind)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def mmdebstrap(suite, packages, target, variant="minbase"):
    """Make a tree. The Release file of sid may look expired to this machine's clock; its signature still verifies."""
    command = [
        "mmdebstrap", "--quiet", "--mode=root", f"--variant={variant}", "--include=" + ",".join(packages),
        '--aptopt=Acquire::Check-Valid-Until "false"',
        '--aptopt=APT::Install-Recommends "false"',
        '--aptopt=Acquire::Retries "3"',
        "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg",
        suite, target, mirror.debian(),
    ]
    environment = dict(os.environ, PATH="/usr/sbin:/usr/bin:/sbin:/bin", DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        raise LabError(f"mmdebstrap could not make a {suite} tree:\n" + result.stdout[-3000:])


def ensure(kind, say=print):
    """Make the tree and its initialised data directory unless they are there; two callers at once wait for each other."""
    if not os.path.isdir(home(kind)):
        os.makedirs(CACHE, exist_ok=True)
        with open(os.path.join(CACHE, f"{kind}.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(home(kind)):
                say(f"making the {kind} tree ({TREES[kind]['suite']}), about a minute …")
                build(kind)
                prune(kind)
    point(kind)
    return tree_path(kind)


def point(kind):
    """A link without the stamp (CACHE/mysql), for whoever wants the tree without asking the lab."""
    link, target = os.path.join(CACHE, kind), os.path.basename(home(kind))
    if not os.path.islink(link) or os.readlink(link) != target:
        os.symlink(target, f"{link}.{os.getpid()}.link")
        os.rename(f"{link}.{os.getpid()}.link", link)


def build(kind):
    """Build in a temporary directory; the rename at the end makes it count."""
    fresh = os.path.join(CACHE, f"{kind}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    os.mkdir(fresh)
    mmdebstrap(TREES[kind]["suite"], TREES[kind]["packages"], os.path.join(fresh, "tree"))
    if kind == "mysql-dev":
        add_old_libraries(fresh)
    if kind in datadir.INITIALISE:
        datadir.initialise(kind, os.path.join(fresh, "tree"), os.path.join(fresh, "data"))
    os.rename(fresh, home(kind))


def prune(kind):
    """Remove outdated trees of this kind that no lab stands on."""
    used = {Lab(name).facts.get("tree") for name in all_labs()}
    for path in glob.glob(os.path.join(CACHE, f"{kind}.*/")):
        if path.rstrip("/") != home(kind) and os.path.join(path, "tree") not in used:
            shutil.rmtree(path)


def add_old_libraries(fresh):
    """Put a few shared libraries of Debian 12 where only the loader's last resort finds them."""
    old = os.path.join(fresh, "old")
    mmdebstrap("bookworm", OLD_LIBRARIES, old, variant="extract")
    target = os.path.join(fresh, "tree/usr/local/lib/debian12")
    os.makedirs(target)
    for path in glob.glob(f"{old}/usr/lib/*/libxml2.so.2*") + glob.glob(f"{old}/usr/lib/*/libicu*.so.72*"):
        shutil.copy2(path, target, follow_symlinks=False)
    with open(os.path.join(fresh, "tree/etc/ld.so.conf.d/zz-debian12.conf"), "w") as file:
        file.write("/usr/local/lib/debian12\n")
    subprocess.run(["chroot", os.path.join(fresh, "tree"), "/sbin/ldconfig"], check=True)
    shutil.rmtree(old)
