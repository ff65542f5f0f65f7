"""HAProxy between the clients and the members: its file, and what its admin socket says."""

import socket
import time

from .paths import LabError

FILE = "/etc/haproxy/haproxy.cfg"
SOCKET = "/run/haproxy/admin.sock"
PIDFILE = "/run/haproxy.pid"
CHECK = ["/usr/sbin/haproxy", "-c", "-q", "-f", FILE]
WRITER, READERS = "shop_writer", "shop_readers"
PORTS = {WRITER: 3306, READERS: 3307}
BEGAN_DISABLED = 4  # of srv_admin_state: what the file said when it was read; a server made ready since then keeps it

# Who is turned away tries again itself, and sooner than HAProxy would (1 s after a refused connection).
HEAD = """global
    log stdout format raw daemon notice
    chroot /var/lib/haproxy
    stats socket {socket} mode 660 level admin
    user haproxy
    group haproxy
    maxconn 500

defaults
    log global
    mode tcp
    retries 0
    timeout connect 2s
    timeout client 1h
    timeout server 1h
"""


def config(hosts):
    """The file of one proxy. Who leads is said by `disabled` alone; the last line of the writers is as people write."""
    lines = [HEAD.format(socket=SOCKET), "# Where the writes go: exactly one server is not disabled."]
    lines += [f"listen {WRITER}", f"    bind *:{PORTS[WRITER]}"]
    names = list(hosts)
    for name in names:
        lines.append(server_line(name, hosts[name], name == names[0], name == names[-1] != names[0]))
    lines += ["", f"listen {READERS}", f"    bind *:{PORTS[READERS]}", "    balance roundrobin"]
    for name in names:
        lines.append(f"    server {name} {hosts[name]}:3306 weight {10 if name == names[0] else 100}")
    return "\n".join(lines) + "\n"


def server_line(name, address, leads, odd):
    """One server of the writers."""
    if odd:
        return f"\tserver  {name}\t{address}:3306   disabled  # in the other rack"
    return f"    server {name} {address}:3306" + ("" if leads else " disabled")


def provision(lab, disk):
    """What a proxy's disk has and no other host's."""
    disk.write(FILE, config(lab.hosts))


def ask(lab, name, command):
    """What the admin socket answers; HAProxy closes after its answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        connection.connect(lab.inside(name, SOCKET))
        connection.sendall(command.encode() + b"\n")
        with connection.makefile() as answer:
            return answer.read()


def worker(lab, name):
    """The pid, on its host, of the worker that answers; None if none does."""
    try:
        said = dict(line.split(": ", 1) for line in ask(lab, name, "show info").splitlines() if ": " in line)
    except OSError:
        return None
    return said.get("Pid")


def wait(lab, name, other_than=None, seconds=10):
    """Wait until a proxy works, and after a reload until the new worker does."""
    deadline = time.monotonic() + seconds
    while worker(lab, name) in (None, other_than):
        if time.monotonic() > deadline:
            raise LabError(f"the HAProxy of {name} does not answer: {lab.path('log', f'{name}.log')}")
        time.sleep(0.02)


def leads_to(lab, name):
    """The servers of the writers' section that take new connections, by the admin socket and by the file."""
    running = [fields[3] for fields in map(str.split, ask(lab, name, f"show servers state {WRITER}").splitlines())
               if len(fields) > 6 and fields[1] == WRITER and not int(fields[6]) & ~BEGAN_DISABLED]
    with open(lab.inside(name, FILE)) as file:
        return running, written(file.read())


def reads(lab, name):
    """The servers of the readers' section that take new connections, by the admin socket."""
    return sorted(fields[3] for fields in map(str.split, ask(lab, name, f"show servers state {READERS}").splitlines())
                  if len(fields) > 6 and fields[1] == READERS and not int(fields[6]) & ~BEGAN_DISABLED)


def written(text):
    """The servers of the writers' section that a file leaves enabled."""
    found, inside = [], False
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if line[:1].isalpha():
            inside = words[1:2] == [WRITER]
        elif inside and words[:1] == ["server"] and "disabled" not in words:
            found.append(words[1])
    return found
