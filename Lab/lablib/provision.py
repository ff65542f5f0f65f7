"""Everything a host's own disk holds before its first boot, written straight into the upper layer of its root."""

import os
import subprocess

from . import keys, proxies, router, systemctl, vrrp
from .flavours import FLAVOURS
from .paths import write_private
from .state import VIP

OPS_ID = 1000
SSHD = """HostKey /etc/ssh/ssh_host_ed25519_key
HostKey /etc/ssh/ssh_host_ecdsa_key
UsePAM no
UseDNS no
PasswordAuthentication no
PrintLastLog no
"""


class Disk:
    """Writes into an upper layer; directories get the owner and mode the tree below gives them."""

    def __init__(self, upper, tree):
        self.upper, self.tree = upper, tree

    def directory(self, path, user=(0, 0)):
        """Make a directory and its parents; a new one belongs to `user`."""
        target = self.upper + path
        if os.path.isdir(target):
            return
        self.directory(os.path.dirname(path))
        os.mkdir(target, 0o755)
        os.chown(target, *user)
        if os.path.isdir(self.tree + path):
            like = os.stat(self.tree + path)
            os.chown(target, like.st_uid, like.st_gid)
            os.chmod(target, like.st_mode & 0o7777)

    def write(self, path, text, mode=0o644, uid=0, gid=0):
        """Write a file."""
        self.directory(os.path.dirname(path))
        descriptor = os.open(self.upper + path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        os.chown(self.upper + path, uid, gid)
        os.chmod(self.upper + path, mode)

    def below(self, path):
        """The text of a file of the tree."""
        with open(self.tree + path) as file:
            return file.read()


def user_of(tree, name):
    """(uid, gid) of a user of the tree."""
    with open(os.path.join(tree, "etc/passwd")) as file:
        for line in file:
            fields = line.split(":")
            if fields[0] == name:
                return int(fields[2]), int(fields[3])
    raise KeyError(name)


def provision(lab, name, upper, secrets):
    """Fill the disk of one host."""
    disk = Disk(upper, lab.facts["tree"])
    write_names(lab, disk, name)
    write_ops(disk, secrets["ops_public"])
    write_sshd(disk, secrets["host_keys"][name])
    if name in lab.hosts:
        write_server(lab, disk, name, secrets)
        copy_data(lab.facts["data"], disk)
        if lab.facts["keepalived"]:
            vrrp.provision(disk, name == next(iter(lab.hosts)))
        return
    disk.write("/usr/bin/systemctl", systemctl.SCRIPT, 0o755)
    if name in lab.proxies:
        proxies.provision(lab, disk)
    if router.on(lab, name):
        router.provision(lab, disk, user_of(disk.tree, "mysql"))


def write_names(lab, disk, name):
    """Host name and /etc/hosts; sudo wants to find its own name."""
    disk.write("/etc/hostname", name + "\n")
    disk.write("/etc/hosts", hosts_file(lab))
    disk.write("/etc/resolv.conf", "")


def hosts_file(lab):
    """The names of the lab, the same everywhere."""
    everyone = {**lab.ports, "writer": VIP}
    return "127.0.0.1 localhost\n" + "".join(f"{address} {name}\n" for name, address in everyone.items())


def write_ops(disk, public_key):
    """The login user: plain /bin/sh, no start-up files, sudo without a password (a test may replace that file)."""
    passwd, shadow, group = (disk.below(f"/etc/{name}") for name in ("passwd", "shadow", "group"))
    disk.write("/etc/passwd", passwd + f"ops:x:{OPS_ID}:{OPS_ID}::/home/ops:/bin/sh\n")
    disk.write("/etc/shadow", shadow + "ops:*:19000:0:99999:7:::\n", 0o640)
    disk.write("/etc/group", group + f"ops:x:{OPS_ID}:\n")
    disk.write("/home/ops/.ssh/authorized_keys", public_key, 0o600, OPS_ID, OPS_ID)
    for path, mode in (("/home/ops/.ssh", 0o700), ("/home/ops", 0o755)):
        os.chown(disk.upper + path, OPS_ID, OPS_ID)
        os.chmod(disk.upper + path, mode)
    disk.write("/etc/sudoers.d/hactl", "ops ALL=(ALL) NOPASSWD: ALL\n", 0o440)


def write_sshd(disk, host_keys):
    """Debian's sshd_config plus what a machine without PAM sessions and DNS needs."""
    disk.write("/etc/ssh/sshd_config.d/lab.conf", SSHD)
    for kind, (private, public) in host_keys.items():
        disk.write(f"/etc/ssh/ssh_host_{kind}_key", private, 0o600)
        disk.write(f"/etc/ssh/ssh_host_{kind}_key.pub", public)


def write_server(lab, disk, name, secrets):
    """Option files and keys of the server. my.cnf is written out because sid's points at MariaDB's directory."""
    flavour = FLAVOURS[lab.flavour]
    uid, gid = user_of(disk.tree, "mysql")
    place = f"/etc/mysql/{flavour.CONFIG_DIRECTORY}"
    disk.write("/etc/mysql/my.cnf", "[client]\nsocket = /run/mysqld/mysqld.sock\n"
                                    "[mysqld]\nsocket = /run/mysqld/mysqld.sock\npid-file = /run/mysqld/mysqld.pid\n"
                                    f"!includedir /etc/mysql/conf.d/\n!includedir {place}/\n")
    number = list(lab.hosts).index(name) + 1
    disk.write(f"{place}/zz-lab.cnf", flavour.config(lab.facts, name, lab.hosts[name], number))
    disk.write("/etc/mysql/tls/ca.pem", secrets["ca_certificate"])
    disk.write("/etc/mysql/tls/server.pem", secrets["server_certificate"])
    disk.write("/etc/mysql/tls/server.key", secrets["server_key"], 0o640, 0, gid)
    disk.directory("/var/log/mysql", (uid, gid))


def copy_data(data, disk):
    """The initialised data directory, holes kept, so three hosts start in seconds."""
    disk.directory("/var/lib")
    subprocess.run(["cp", "-a", "--sparse=always", data, disk.upper + "/var/lib/mysql"], check=True)


def make_secrets(lab):
    """All keys and passwords of a lab, those the user needs also as files in its state directory."""
    ca = keys.authority()
    names = ["localhost", *lab.ports, "writer"]
    addresses = ["127.0.0.1", VIP, *lab.ports.values()]
    key, certificate = keys.server_certificate(ca, names, addresses)
    private, public = keys.ssh_pair("ed25519", "ops")
    host_keys = {name: {kind: keys.ssh_pair(kind, name) for kind in ("ed25519", "ecdsa")} for name in lab.machines}
    write_private(lab.path("id_ed25519"), private)
    write_private(lab.path("id_ed25519.pub"), public)
    write_private(lab.path("ca.pem"), keys.certificate_pem(ca[1]))
    write_private(lab.path("known_hosts"), known_hosts(lab, host_keys))
    for account in ("hactl", "repl", "app"):
        write_private(lab.path(f"{account}.pw"), keys.password() + "\n")
    return {"ops_public": public, "host_keys": host_keys, "ca_certificate": keys.certificate_pem(ca[1]),
            "server_key": key, "server_certificate": certificate}


def known_hosts(lab, host_keys):
    """Both keys of every host, by name and address."""
    lines = []
    for name, pairs in host_keys.items():
        for _, public in pairs.values():
            kind, blob = public.split()[:2]
            lines.append(f"{name},{lab.address(name)} {kind} {blob}\n")
    return "".join(lines)
