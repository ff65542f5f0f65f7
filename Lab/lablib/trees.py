"""Root trees of the servers, made once by mmdebstrap and kept in the cache.

A tree is only ever read afterwards (it is the lower layer of every host's overlay). A stamp beside it says what it
was made from, so a changed package list makes a new one; a build goes into a temporary directory and is renamed.
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

TOOLS = ["openssh-server", "sudo", "iproute2", "iputils-arping", "nftables", "procps"]
BUILD = ["gcc", "g++", "libc6-dev", "pkg-config", "make", "git", "ca-certificates", "libncurses6", "libcurl4t64", "libsqlite3-0", "libedit2",
         "tzdata", "binutils", "zlib1g-dev", "libssh2-1-dev", "libmysqlclient-dev", "openssh-client"]
OLD_LIBRARIES = ["libxml2", "libicu72"]  # of Debian 12, what a Swift toolchain built there asks for and sid no longer has

TREES = {
    "mariadb": {"suite": "bookworm", "packages": ["mariadb-server", *TOOLS]},
    "mysql": {"suite": "sid", "packages": ["mysql-server", *TOOLS]},
    "mysql-dev": {"suite": "sid", "packages": BUILD},
}


def tree_path(kind):
    """The finished tree of a flavour."""
    return os.path.join(CACHE, kind, "tree")


def stamp_of(kind):
    """What the tree depends on; the mirror is left out on purpose, it may move without the tree being stale."""
    return hashlib.sha256(json.dumps(TREES[kind], sort_keys=True).encode() + b"1").hexdigest()[:16]


def is_current(kind):
    """True if the tree is there and was made from today's package list."""
    try:
        with open(os.path.join(CACHE, kind, "stamp")) as file:
            return file.read().strip() == stamp_of(kind) and os.path.isdir(tree_path(kind))
    except FileNotFoundError:
        return False


def mmdebstrap(suite, packages, target, variant="minbase"):
    """Make a tree. The Release file of sid may look expired to this machine's clock; its signature still verifies."""
    command = [
        "mmdebstrap", "--quiet", "--mode=root", f"--variant={variant}", "--include=" + ",".join(packages),
        '--aptopt=Acquire::Check-Valid-Until "false"',
        '--aptopt=APT::Install-Recommends "false"',
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
    if is_current(kind):
        return tree_path(kind)
    home = os.path.join(CACHE, kind)
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(kind):
            say(f"making the {kind} tree ({TREES[kind]['suite']}), about a minute …")
            build(kind, home)
    return tree_path(kind)


def build(kind, home):
    """Build beside, then swap in; the stamp is written last, so an interrupted build is simply done again."""
    fresh = os.path.join(home, "fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    os.mkdir(fresh)
    mmdebstrap(TREES[kind]["suite"], TREES[kind]["packages"], os.path.join(fresh, "tree"))
    if kind == "mysql-dev":
        add_old_libraries(fresh)
    if kind in datadir.INITIALISE:
        datadir.initialise(kind, os.path.join(fresh, "tree"), os.path.join(fresh, "data"))
    for part in ("stamp", "tree", "data"):
        discard(os.path.join(home, part))
    for part in os.listdir(fresh):
        os.rename(os.path.join(fresh, part), os.path.join(home, part))
    os.rmdir(fresh)
    with open(os.path.join(home, "stamp"), "w") as file:
        file.write(stamp_of(kind) + "\n")


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


def discard(path):
    """Remove a file or a tree, or nothing."""
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.unlink(path)
