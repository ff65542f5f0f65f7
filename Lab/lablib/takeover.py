"""`lab takeover`: a hand-written failover, the opponent of the benchmark.

It believes whoever calls it that the primary is dead: no verdict, no fence, no way back. The receivers are stopped, the new
primary applies what it has, the VIP is taken and announced, and it is opened; the others follow it afterwards.
"""

import time

from . import kernel
from .baseline import Server, Shell, WORDS, follow
from .paths import LabError
from .state import INTERFACE, VIP, VIP_CIDR, Lab

STATEMENTS = {
    "mysql": {"stop": "STOP REPLICA IO_THREAD", "held": "SELECT RECEIVED_TRANSACTION_SET FROM performance_schema.replication_connection_status",
              "wait": "SELECT WAIT_FOR_EXECUTED_GTID_SET('{mark}', 60)"},
    "mariadb": {"stop": "STOP SLAVE IO_THREAD", "held": "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_VARIABLES WHERE VARIABLE_NAME = 'GTID_SLAVE_POS'",
                "wait": "SELECT MASTER_GTID_WAIT('{mark}', 60)"},
}


def main(options):
    """Take over; print the milliseconds from its start to the opening."""
    lab = Lab(options.name)
    if options.to not in lab.hosts or options.dead not in lab.hosts:
        raise LabError(f"hosts are {', '.join(lab.hosts)}")
    if lab.facts.get("keepalived"):
        raise LabError("the takeover moves a plain address, and here VRRP holds it: take a lab without --keepalived")
    kernel.enter(lab.pid("operator"), "net")
    began = time.monotonic()
    said = STATEMENTS[lab.flavour]
    servers = {name: Server(lab, name) for name in lab.hosts if name != options.dead}
    shell = Shell(lab, options.to)
    for server in servers.values():
        server.send(said["stop"])
    for server in servers.values():
        server.receive()
    new = servers[options.to]
    mark = new.do(said["held"])[0][0].replace("\n", "")
    if mark:
        new.do(said["wait"].format(mark=mark))
    shell.send(f"ip address add {VIP_CIDR} dev {INTERFACE}; arping -q -U -c 1 -w 1 -I {INTERFACE} {VIP} > /dev/null 2>&1 & sleep 0.05; echo announced")
    new.do("SET GLOBAL read_only = OFF")
    opened = time.monotonic()
    shell.wait("announced")
    words = WORDS[lab.flavour]
    for statement in words["detach"]:
        new.do(statement)
    for name, server in servers.items():
        if name != options.to:
            server.do(words["stop"])
            follow(lab, words, server, options.to, "")
    shell.close()
    print(f"{options.dead} → {options.to}: {(opened - began) * 1000:.1f} ms", flush=True)
