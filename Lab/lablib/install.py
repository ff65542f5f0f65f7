"""`lab install`: what the lab itself needs on a bare Debian or Ubuntu."""

import os
import shutil
import subprocess

from .paths import LabError

PACKAGES = ["mmdebstrap", "debian-archive-keyring", "iproute2", "nftables", "python3-pymysql", "python3-cryptography", "openssh-client", "util-linux"]


def missing():
    """Those of the packages that are not installed."""
    result = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *PACKAGES], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    there = {line.split()[0] for line in result.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in PACKAGES if package not in there]


def apt(*words):
    """apt-get, quiet unless it fails."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    result = subprocess.run(["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        raise LabError(f"apt-get {' '.join(words)} failed:\n{result.stdout[-2000:]}")


def install():
    """Install what is missing; the package lists are fetched only if there is something to install."""
    if shutil.which("apt-get") is None:
        raise LabError("the lab installs itself on Debian and Ubuntu only; elsewhere it needs " + ", ".join(PACKAGES))
    wanted = missing()
    if wanted:
        print("installing " + ", ".join(wanted))
        apt("update")
        apt("install", "-y", "--no-install-recommends", *wanted)
