"""`lab baseline`: the best hand-written switchover, the opponent of the benchmark.

No checks, no way back. Everything is opened beforehand (SQL connections, root shells over ssh); then, in the order of
the design: freeze the old primary, end its sessions while the new one catches up, and at the same moment announce the
VIP from the new host and open it for writes. What can wait is done after writes flow.
"""

import json
import subprocess
import sys
import time

import pymysql
from pymysql.constants import CLIENT, COMMAND

from . import kernel
from .flavours import FLAVOURS
from .paths import LabError
from .state import INTERFACE, VIP, VIP_CIDR, Lab

WORDS = {
    "mysql": {
        "freeze": "SET GLOBAL super_read_only = ON; SELECT @@GLOBAL.gtid_executed",
        "wait": "SELECT WAIT_FOR_EXECUTED_GTID_SET('{mark}', 2)",
        "sessions": "SELECT id FROM performance_schema.processlist WHERE user NOT IN ('system user', 'event_scheduler', 'repl', 'hactl', 'root')",
        "detach": ["STOP REPLICA", "RESET REPLICA ALL"], "stop": "STOP REPLICA", "demote": "",
    },
    "mariadb": {
        "freeze": "SET GLOBAL read_only = ON; SELECT @@GLOBAL.gtid_binlog_pos",
        "wait": "SELECT MASTER_GTID_WAIT('{mark}', 2)",
        "sessions": "SELECT id FROM information_schema.processlist WHERE user NOT IN ('system user', 'event_scheduler', 'repl', 'hactl', 'root')",
        "detach": ["STOP SLAVE", "RESET SLAVE ALL"], "stop": "STOP SLAVE", "demote": ", MASTER_DEMOTE_TO_SLAVE = 1",
    },
}


class Server:
    """A kept SQL connection whose statement can be sent now and answered later."""

    def __init__(self, lab, name):
        self.name = name
        self.connection = pymysql.connect(
            host=lab.hosts[name], user="hactl", password=lab.secret("hactl"), autocommit=True, charset="utf8mb4", connect_timeout=5,
            client_flag=CLIENT.MULTI_STATEMENTS, ssl={"ca": lab.path("ca.pem")})

    def send(self, statement):
        """Put a statement on the wire without waiting."""
        self.connection._execute_command(COMMAND.COM_QUERY, statement)

    def receive(self):
        """The last result of what was sent."""
        self.connection._read_query_result()
        while self.connection._result.has_next:
            self.connection._read_query_result()
        return self.connection._result.rows

    def do(self, statement):
        """Send and receive."""
        self.send(statement)
        return self.receive()


class Shell:
    """A root shell on a host, opened beforehand."""

    def __init__(self, lab, name):
        command = ["ssh", "-T", "-i", lab.path("id_ed25519"), "-o", f"UserKnownHostsFile={lab.path('known_hosts')}", "-o", "BatchMode=yes",
                   "-o", "StrictHostKeyChecking=yes", "-o", "LogLevel=ERROR", f"ops@{lab.hosts[name]}", "sudo -n sh"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def send(self, line):
        """Hand a line to the shell without waiting."""
        self.process.stdin.write(line.encode() + b"\n")

    def wait(self, word):
        """Read until the shell has said `word`."""
        for line in self.process.stdout:
            if line.strip() == word.encode():
                return
        raise LabError("a root shell went away")

    def close(self):
        """End the shell."""
        self.process.stdin.close()
        self.process.wait()


def find_primary(servers):
    """The one writable server."""
    writable = [name for name, server in servers.items() if int(server.do("SELECT @@GLOBAL.read_only + 0")[0][0]) == 0]
    if len(writable) != 1:
        raise LabError(f"writable servers: {writable}")
    return writable[0]


def switch(words, old, new, old_shell, new_shell):
    """From the freeze until writes flow again; returns the moments of its parts."""
    moments = [("freeze", time.monotonic())]
    mark = old.do(words["freeze"])[0][0].replace("\n", "")
    moments.append(("frozen", time.monotonic()))
    new.send(words["wait"].format(mark=mark))
    for (session,) in old.do(words["sessions"]):
        kill(old, session)
    moments.append(("sessions ended", time.monotonic()))
    if int(new.receive()[0][0]) != 0:
        old.do("SET GLOBAL read_only = OFF")
        raise LabError("the candidate did not catch up; the old primary is open again")
    moments.append(("caught up", time.monotonic()))
    new_shell.send(f"ip address add {VIP_CIDR} dev {INTERFACE}; arping -q -U -c 1 -w 1 -I {INTERFACE} {VIP} > /dev/null 2>&1 & sleep 0.05; echo announced")
    new.do("SET GLOBAL read_only = OFF")
    moments.append(("open", time.monotonic()))
    new_shell.wait("announced")
    old_shell.send(f"ip address delete {VIP_CIDR} dev {INTERFACE}; echo removed")
    old_shell.wait("removed")
    return moments


def kill(server, session):
    """End a session that may have ended by itself."""
    try:
        server.do(f"KILL {session}")
    except pymysql.MySQLError as error:
        if error.args[0] != 1094:
            raise


def follow(lab, words, server, source, demote):
    """Point a server at the new primary."""
    change, start = FLAVOURS[lab.flavour].follow(lab.hosts[source], lab.secret("repl"), True)
    server.do(words["stop"])
    server.do(change + (words["demote"] if demote else ""))
    server.do(start)


def after(lab, words, servers, old, new):
    """What can wait: replication of everyone, semi-sync roles."""
    for statement in words["detach"]:
        servers[new].do(statement)
    for name, server in servers.items():
        if name != new:
            follow(lab, words, server, new, demote=name == old)
    if lab.facts["semi_sync"]:
        role = FLAVOURS[lab.flavour].SEMI_SYNC_SOURCE
        servers[old].do(f"SET GLOBAL {role} = OFF")
        servers[new].do(f"SET GLOBAL {role} = ON")


def main(options):
    """Switch, print how long writes were closed on the servers' side."""
    lab = Lab(options.name)
    if not lab.facts["gtid"]:
        raise LabError("the baseline knows GTID replication only")
    if lab.facts["events"]:
        raise LabError("the baseline leaves events alone, and on MariaDB an event's definer writes in spite of read_only: take a lab without --events")
    if options.to not in lab.hosts:
        raise LabError(f"no host {options.to}")
    if lab.facts.get("keepalived"):
        raise LabError("the baseline moves a plain address, and here VRRP holds it: take a lab without --keepalived")
    kernel.enter(lab.pid("operator"), "net")
    words = WORDS[lab.flavour]
    servers = {name: Server(lab, name) for name in lab.hosts}
    old = find_primary(servers)
    if old == options.to:
        raise LabError(f"{old} is the primary already")
    shells = {name: Shell(lab, name) for name in (old, options.to)}
    for shell in shells.values():
        shell.send("ip -V > /dev/null; arping -V > /dev/null; echo ready")
        shell.wait("ready")
    moments = switch(words, servers[old], servers[options.to], shells[old], shells[options.to])
    after(lab, words, servers, old, options.to)
    for shell in shells.values():
        shell.close()
    report(options, old, moments)


def report(options, old, moments):
    """ms from the freeze to each part."""
    began = moments[0][1]
    parts = {name: round((moment - began) * 1000, 1) for name, moment in moments[1:]}
    if options.json:
        print(json.dumps({"from": old, "to": options.to, "freeze_to_open_ms": parts["open"], "parts": parts}))
    else:
        print(f"{old} → {options.to}: freeze to open {parts['open']} ms  ({', '.join(f'{name} {ms}' for name, ms in parts.items())})")
    sys.stdout.flush()


