"""Looking at 200 addresses, next to `xargs -P50 ssh … true` there: one sshd behind 200 loopback addresses, one server behind as many
ports of one of them. Its certificate has few names, as any server's: one that named all of the crowd would be parsed with each login,
for longer than all the rest of TLS takes."""

import itertools
import os
import statistics
import sys

from . import lab, table

sys.path.insert(0, os.path.join(lab.ROOT, "Lab"))
from lablib import keys  # noqa: E402

COUNT = int(os.environ.get("CROWD", "200"))
ROUNDS = 3
FIRST_PORT = 20_001


def measure():
    """Both in turns."""
    one, [addresses], inventory = gather("crowd", COUNT, COUNT)
    looks, logins = [], []
    for number in range(ROUNDS):
        lab.note(f"looking at {COUNT} addresses, round {number + 1} of {ROUNDS} …")
        looks.append(lab.succeeded(one.hactl("topology", host="db1", inventory=inventory), "hactl topology"))
        logins.append(lab.succeeded(log_in(one, addresses), "xargs ssh"))
    one.down()
    return judged(looks, logins)


def gather(name, count, size, more=""):
    """A lab of one host behind `count` addresses, in clusters of a size; the lab, the clusters, and their inventory."""
    one = lab.Lab(name, "mariadb", 1)
    open_wide(one)
    addresses = loopback(count)
    certify(one)
    multiply_ports(one)
    clusters = grouped(addresses, size)
    return one, clusters, write_inventory(one, clusters, more)


def loopback(count):
    """As many addresses behind which the same host stands."""
    return [f"127.1.{index // 250}.{index % 250 + 1}" for index in range(count)]


def grouped(addresses, size):
    """The same in clusters of a size."""
    return [addresses[start:start + size] for start in range(0, len(addresses), size)]


def open_wide(one):
    """sshd and the server take them all at once: what is measured is the client. Loopback sees no other traffic."""
    lab.call("sql", one.name, "db1", "SET GLOBAL max_connections = 2000, GLOBAL connect_timeout = 300")
    lab.call("run", one.name, "db1", "--", "sh", "-c",
             "echo 'MaxStartups 1000' > /etc/ssh/sshd_config.d/crowd.conf && kill -HUP $(pgrep -o sshd)")


def multiply_ports(one):
    """The server answers at as many ports as there may be members."""
    ports = f"{FIRST_PORT}:{FIRST_PORT + 4_999}"
    rule = ["-t", "nat", "-A", "OUTPUT", "-p", "tcp", "--dport", ports, "-j", "REDIRECT", "--to-ports", "3306"]
    lab.call("run", one.name, "db1", "--", "iptables", *rule)


def certify(one):
    """A certificate for the server's one address, so that TLS is verified as on any other day."""
    authority = keys.authority()
    key, certificate = keys.server_certificate(authority, ["crowd"], ["127.0.0.1"])
    for name, text in (("server.pem", certificate), ("server.key", key)):
        with open(f"/proc/{one.pid('db1')}/root/etc/mysql/tls/{name}", "w") as file:
            file.write(text)
    with open(os.path.join(lab.WORK.name, "ca.pem"), "w") as file:
        file.write(keys.certificate_pem(authority[1]))
    lab.call("sql", one.name, "db1", "FLUSH SSL")


def write_inventory(one, clusters, more=""):
    """An inventory of clusters, each a list of addresses; `more`: lines for each of them."""
    path = os.path.join(lab.WORK.name, "crowd.yaml")
    with open(path, "w") as file:
        file.write(f"""defaults:
  ssh: {{user: ops, key: {one.path('id_ed25519')}, known-hosts: {know(one, sum(clusters, []))}}}
  sql: {{user: hactl, password: {{file: {one.path('hactl.pw')}}}, tls: {{mode: verify-identity, ca: {os.path.join(lab.WORK.name, 'ca.pem')}}}}}
clusters:
""")
        ports = itertools.count(FIRST_PORT)
        for number, addresses in enumerate(clusters, 1):
            file.write(f"  crowd{number}:\n    limits: {{look: 60s, connect: 60s}}\n{more}    members:\n")
            for index, address in enumerate(addresses, 1):
                file.write(f"      h{index}: {{address: '127.0.0.1:{next(ports)}', ssh: {{address: {address}}}}}\n")
    return path


def know(one, addresses):
    """A file with the host's keys under all of its addresses."""
    with open(one.path("known_hosts")) as file:
        found = [line.split(" ", 1)[1] for line in file if line.startswith("db1,")]
    known = os.path.join(lab.WORK.name, "known_hosts")
    with open(known, "w") as file:
        file.writelines(f"{','.join(addresses)} {key}" for key in found)
    return known


def log_in(one, addresses):
    """The opponent: 50 ssh at a time, each runs `true`."""
    ssh = (f"ssh -n -i {one.path('id_ed25519')} -o UserKnownHostsFile={os.path.join(lab.WORK.name, 'known_hosts')}"
           " -o BatchMode=yes -o StrictHostKeyChecking=yes -o LogLevel=ERROR")
    line = f"printf '%s\\n' {' '.join(addresses)} | xargs -P50 -I ADDRESS {ssh} ops@ADDRESS true"
    return lab.measured(["nsenter", f"--net=/proc/{one.pid('db1')}/ns/net", "sh", "-c", line])


def judged(looks, logins):
    """The table's lines."""
    walls, cpus = ([[getattr(run, kind) for run in runs] for runs in (looks, logins)] for kind in ("wall", "cpu"))
    wall, cpu = (statistics.median(mine) / statistics.median(theirs) for mine, theirs in (walls, cpus))
    rows = [
        table.row(f"xargs -P50 ssh true, {COUNT} addresses", f"{table.spread(walls[1], 's', 1)}, CPU {table.spread(cpus[1], 's', 2)}"),
        table.row(f"hactl topology, {COUNT} addresses", f"{table.spread(walls[0], 's', 1)}, CPU {table.spread(cpus[0], 's', 2)}"),
        table.row("  time, ratio of medians", f"{wall:.2f}", "≤ 1", wall <= 1),
        table.row("  client's CPU, ratio of medians", f"{cpu:.2f}", "≤ 0.1", cpu <= 0.1),
        table.row("  peak memory", table.spread([run.memory for run in looks], "MB")),
    ]
    return rows, {"hactl": [vars(run) for run in looks], "ssh": [vars(run) for run in logins]}
