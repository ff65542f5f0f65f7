"""The network of a lab: a bridge in a namespace of its own, so nothing shows in the machine's root namespace.

Cuts are nftables rules on the bridge: packets vanish on the way, as with a broken switch, and neither side is told.
"""

import os
import subprocess

from . import kernel
from .paths import LabError
from .state import INTERFACE, SWITCH

TABLE = "bridge lab"


def run_in(pid, kinds, command, text=None):
    """Run a command in namespaces of a process and complain if it fails."""
    result = subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            preexec_fn=lambda: kernel.enter(pid, *kinds))
    if result.returncode != 0:
        raise LabError(f"{' '.join(command)} failed: {result.stdout.strip()}\n{text or ''}")
    return result.stdout


def ip_batch(pid, *lines):
    """Several ip(8) commands in one process, inside a network namespace."""
    run_in(pid, ["net"], ["ip", "-batch", "-"], "\n".join(lines) + "\n")


def quiet_ipv6():
    """For a process already in a fresh network namespace: no IPv6, so no neighbour discovery disturbs a measurement."""
    for scope in ("all", "default"):
        with open(f"/proc/sys/net/ipv6/conf/{scope}/disable_ipv6", "w") as file:
            file.write("1")


def make_bridge(pid):
    """The switch itself."""
    ip_batch(pid, "link set lo up", "link add br0 type bridge", "link set br0 up")


def mac(address):
    """A hardware address that stays the same when a host comes back."""
    return "02:77:00:00:00:%02x" % int(address.rsplit(".", 1)[1])


def plug(switch, name, address, pid):
    """Give a namespace its network card, on the bridge."""
    ip_batch(switch, f"link add {name} type veth peer name {INTERFACE} address {mac(address)} netns {pid}",
             f"link set {name} master br0 up")
    ip_batch(pid, "link set lo up", f"address add {address}/24 dev {INTERFACE}", f"link set {INTERFACE} up")


def unplug(switch, name):
    """Take the cable out first, so that a dying host cannot say goodbye."""
    if os.path.exists(f"/proc/{switch}/ns/net") and has_port(switch, name):
        ip_batch(switch, f"link set {name} down")


def remove_port(switch, name):
    """Forget a host's port if the kernel has not done so yet (its namespace is taken down in the background)."""
    if has_port(switch, name):
        run_in(switch, ["net"], ["sh", "-c", f"ip link delete {name} 2>/dev/null || true"])


def has_port(switch, name):
    """True if the bridge has a port of this name."""
    return f" {name}@" in run_in(switch, ["net"], ["ip", "-o", "link", "show"])


def rules(host, peer, port, one_way=False):
    """Drop rules for one cut, both directions unless `one_way`: then only what leaves `host`."""
    ways = [f'iifname "{host}"', f'oifname "{host}"']
    if peer:
        ways = [f'iifname "{host}" oifname "{peer}"', f'iifname "{peer}" oifname "{host}"']
    ways = ways[:1] if one_way else ways
    matches = [f"tcp dport {port}", f"tcp sport {port}"] if port else [""]
    return [f"{way} {match} drop" for way in ways for match in matches]


def cut(lab, host, peer=None, port=None, one_way=False):
    """Let packets vanish: of a host, between two, or of one TCP port; `one_way`: answers of `host` are lost, orders arrive."""
    for name in filter(None, (host, peer)):
        lab.pid(name)
    script = [f"add table {TABLE}", f"add chain {TABLE} forward {{ type filter hook forward priority 0; }}"]
    script += [f"add rule {TABLE} forward {rule}" for rule in rules(host, peer, port, one_way)]
    nft(lab, "\n".join(script))


def heal(lab):
    """Take all cuts away. Nobody goes on asking for an address as during the cut: such a question ends with "No route to host"
    a second after the network is well again."""
    nft(lab, f"add table {TABLE}\ndelete table {TABLE}")
    for name in lab.ports:
        if lab.is_on(name):
            ip_batch(lab.pid(name), "neigh flush all")


def nft(lab, script):
    """Feed nft in the switch's namespace."""
    run_in(lab.pid(SWITCH), ["net"], ["nft", "-f", "-"], script + "\n")
