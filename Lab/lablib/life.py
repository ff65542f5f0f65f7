"""`lab up` and `lab down`."""

import os
import shutil
import signal
import sys

from . import cluster, hosts, kernel, provision, proxies, router, store, trees, vrrp
from .paths import RUN, LabError, check_name, state_dir
from .state import INTERFACE, OTHERS, PREFIX, SWITCH, VIP, VIP_CIDR, Lab


def new_facts(options):
    """facts.json before anything runs."""
    return {
        "name": options.name, "flavour": options.flavour, "state": state_dir(options.name),
        "gtid": not options.no_gtid, "semi_sync": options.semi_sync, "dual": options.dual, "events": True if options.events else None,
        "restart_after": options.restart_after, "tree": trees.tree_path(options.flavour), "data": os.path.join(trees.home(options.flavour), "data"),
        "hosts": {f"db{index}": f"{PREFIX}.{10 + index}" for index in range(1, options.members + 1)},
        "proxies": {f"px{index}": f"{PREFIX}.{30 + index}" for index in range(1, options.proxies + 1)},
        "stores": {store.NAME: store.ADDRESS} if options.etcd else {}, "etcd": store.ENDPOINT if options.etcd else None,
        "router": options.router,
        "keepalived": {"file": vrrp.FILE, "may": vrrp.MAY, "never": vrrp.NEVER} if options.keepalived else None,
        "haproxy": {"socket": proxies.SOCKET, "file": proxies.FILE, "ports": proxies.PORTS},
        "others": OTHERS, "vip": VIP, "vip_cidr": VIP_CIDR, "interface": INTERFACE, "port": 3306, "socket": "/run/mysqld/mysqld.sock",
        "spaces": {},
    }


def up(options):
    """Make a lab; if anything goes wrong nothing of it stays."""
    if os.path.exists(state_dir(check_name(options.name))):
        raise LabError(f"lab '{options.name}' is there already: lab down {options.name}")
    if not 1 <= options.members <= 9:
        raise LabError("--members is 1 to 9")
    if not 0 <= options.proxies <= 9:
        raise LabError("--proxies is 0 to 9")
    if options.router and (options.flavour != "mysql" or not options.proxies):
        raise LabError("--router wants --flavour mysql and --proxies 1 or more")
    trees.ensure(options.flavour)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.makedirs(os.path.join(state_dir(options.name), "log"), mode=0o700)
    lab = Lab(options.name, new_facts(options))
    lab.save()
    try:
        with lab.locked():
            assemble(lab)
            lab.save()
    except BaseException:
        lab.save()
        if not options.keep:
            down(options.name)
        raise
    return lab


def assemble(lab):
    """The parts in order: network, disks, hosts, cluster, and what the user needs to work with it."""
    secrets = provision.make_secrets(lab)
    write_user_files(lab)
    hosts.start_switch(lab)
    for name in OTHERS:
        hosts.start_other(lab, name)
    for name in lab.machines:
        make_disk(lab, name, secrets)
        hosts.power_on(lab, name)
    cluster.build(lab)
    for name in lab.proxies:
        proxies.wait(lab, name)
        if router.on(lab, name):
            hosts.wait_port(lab, name, router.PORT)
    for name in lab.stores:
        hosts.wait_port(lab, name, store.PORT)


def make_disk(lab, name, secrets):
    """The directories of a host on the lab's tmpfs, reached through the switch's view of the file system."""
    disk = hosts_disk(lab, name)
    for part in ("upper", "work", "root"):
        os.makedirs(f"{disk}/{part}")
        os.chmod(f"{disk}/{part}", 0o755)
    provision.provision(lab, name, f"{disk}/upper", secrets)


def hosts_disk(lab, name):
    """A host's disk as seen from the machine."""
    return f"/proc/{lab.pid(SWITCH)}/root{lab.path('disk', name)}"


def write_user_files(lab):
    """inventory.yaml for hactl, and where the passwords are, for tests."""
    with open(lab.path("inventory.yaml"), "w") as file:
        file.write(inventory(lab))
    with open(lab.path("hosts"), "w") as file:
        file.write(provision.hosts_file(lab))
    lab.facts["files"] = {
        "inventory": lab.path("inventory.yaml"), "ca": lab.path("ca.pem"), "ssh_key": lab.path("id_ed25519"),
        "known_hosts": lab.path("known_hosts"), "passwords": {name: lab.path(f"{name}.pw") for name in ("hactl", "repl", "app")},
    }
    lab.save()


def inventory(lab):
    """The inventory the operator hands to hactl."""
    state = lab.directory
    members = "".join(f"      {name}: {{address: {address}}}\n" for name, address in lab.hosts.items())
    doors = "".join(f"      {name}: {{address: {address}, haproxy: {{backend: {proxies.WRITER}, readers: {proxies.READERS}}}}}\n"
                    for name, address in lab.proxies.items())
    track = f", track-file: {lab.facts['keepalived']['file']}" if lab.facts["keepalived"] else ""
    return f"""defaults:
  ssh: {{user: ops, key: {state}/id_ed25519, known-hosts: {state}/known_hosts}}
  sql: {{user: hactl, password: {{file: {state}/hactl.pw}}, tls: {{mode: verify-identity, ca: {state}/ca.pem}}}}
clusters:
  {lab.name}:
    writer: {{vip: {VIP_CIDR}, interface: {INTERFACE}{track}}}
    replication: {{user: repl, password: {{file: {state}/repl.pw}}, tls: true}}
{"    partners: [db1, db2]" + chr(10) if lab.facts["dual"] else ""}    members:
{members}{"    proxies:" + chr(10) if doors else ""}{doors}"""


def down(name):
    """End every process in the lab's namespaces (found by namespace, never by name) and remove its directory."""
    directory = state_dir(name)
    if not os.path.isdir(directory):
        raise LabError(f"there is no lab '{name}'")
    if os.path.exists(os.path.join(directory, "facts.json")):
        end_processes(Lab(name))
    shutil.rmtree(directory)
    if not os.listdir(RUN):
        os.rmdir(RUN)


def end_processes(lab):
    """First what holds the namespaces, then whoever else was running in them (a load, a shell)."""
    for name in lab.hosts:
        hosts.unstall(lab, name)
    own = {os.getpid(), os.getppid()}
    spaces = [entry for entry in lab.facts["spaces"].values() if kernel.start_time(entry["pid"]) == entry["began"]]
    nets = {entry["namespaces"]["net"] for entry in spaces}
    guests = [pid for pid in kernel.members("net", nets) if pid not in own]
    began = {pid: kernel.start_time(pid) for pid in guests}
    for pid in guests:
        kernel.send(pid, signal.SIGKILL)
    for pid in guests:
        kernel.wait_gone(pid, began[pid])
