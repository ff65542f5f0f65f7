"""Power on, power off and everything else that happens to a whole host."""

import json
import os
import signal
import socket
import sys
import time

from . import kernel, services, wire
from .paths import LabError, write_private
from .state import OTHERS, SWITCH

HOLDER = ["/bin/sleep", "infinity"]
INIT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "init.py")


def start_holder(lab, name, prepare):
    """A process that does nothing but hold namespaces: once `prepare` is done it becomes sleep(1), which closes the pipe."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            kernel.detach(lab.path("log", f"{name}.log"), keep=(writer,))
            prepare()
            os.execv(HOLDER[0], HOLDER)
        except BaseException as error:  # a child must never run on into its parent's code
            os.write(2, f"{name}: {error}\n".encode())
        os._exit(1)
    os.close(writer)
    return pid, reader


def wait_exec(lab, name, pid, reader):
    """The pipe closes when the holder has become sleep(1), or has died."""
    os.read(reader, 1)
    os.close(reader)
    if kernel.start_time(pid) is None:
        raise LabError(f"could not make {name}:\n{log_tail(lab, name)}")


def start_switch(lab):
    """The namespace of the bridge, with the tmpfs that is every host's disk mounted where only the lab sees it."""
    def prepare():
        kernel.unshare(kernel.CLONE_NEWNET | kernel.CLONE_NEWNS)
        kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        kernel.mount("tmpfs", lab.path("disk"), "tmpfs", kernel.MS_NODEV, "mode=700,size=75%")
        wire.quiet_ipv6()
    os.makedirs(lab.path("disk"), exist_ok=True)
    pid = hold(lab, SWITCH, prepare)
    wire.make_bridge(pid)


def start_other(lab, name):
    """Client, operator and proxy: a network of their own, everything else the machine's."""
    def prepare():
        kernel.unshare(kernel.CLONE_NEWNET)
        wire.quiet_ipv6()
    pid = hold(lab, name, prepare)
    wire.plug(lab.pid(SWITCH), name, OTHERS[name], pid)


def hold(lab, name, prepare):
    """Start a holder, wait for it and remember it."""
    pid, reader = start_holder(lab, name, prepare)
    wait_exec(lab, name, pid, reader)
    lab.record(name, pid)
    return pid


def host_plan(lab, name):
    """What process 1 of a host has to know."""
    kept, directories = services.of(lab, name)
    return {
        "name": name, "tree": lab.facts["tree"], "disk": lab.path("disk", name), "control": control_path(lab, name), "services": kept,
        "directories": directories, "systemctl": name not in lab.hosts, "restart_after": lab.facts["restart_after"],
    }


def control_path(lab, name):
    """The socket process 1 of a host obeys."""
    return lab.path(f"{name}.ctl")


def plan_path(lab, name):
    """Where process 1 of a host finds its orders."""
    return lab.path(f"{name}.json")


def power_on(lab, name):
    """Boot a host: namespaces, network card, process 1. Its disk is as it was."""
    if lab.is_on(name):
        return
    switch = lab.pid(SWITCH)
    wire.remove_port(switch, name)
    pid, network = boot(lab, name, switch)
    lab.record(name, pid)
    try:
        wire.plug(switch, name, lab.address(name), pid)
    except LabError:
        if kernel.start_time(pid) is None:
            raise LabError(f"{name} did not boot:\n{log_tail(lab, name)}") from None
        raise
    finally:
        os.close(network)


def log_tail(lab, name):
    """The last lines of what a host's process 1 said; a failed `up` removes the log itself."""
    with open(lab.path("log", f"{name}.log")) as file:
        return "".join(file.readlines()[-5:]).strip()


def boot(lab, name, switch):
    """fork twice: only a child of the process that made a pid namespace is its process 1. Returns its pid as we see it."""
    plan = host_plan(lab, name)
    pid_reader, pid_writer = os.pipe()
    ready_reader, ready_writer = os.pipe()
    middle = os.fork()
    if middle == 0:
        try:
            os.close(ready_writer)
            become_host(lab, name, plan, switch, pid_writer, ready_reader)
        except BaseException as error:
            os.write(2, f"{name}: {error}\n".encode())
        os._exit(1)
    os.close(pid_writer)
    os.close(ready_reader)
    os.waitpid(middle, 0)
    text = os.read(pid_reader, 32)
    os.close(pid_reader)
    if not text:
        raise LabError(f"could not boot {name}:\n{log_tail(lab, name)}")
    return int(text), ready_writer


def become_host(lab, name, plan, switch, pid_writer, ready_reader):
    """In the child: make the namespaces and start process 1 in them."""
    kernel.detach(lab.path("log", f"{name}.log"), keep=(pid_writer, ready_reader))
    kernel.enter(switch, "mnt")
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWUTS | kernel.CLONE_NEWIPC | kernel.CLONE_NEWNET | kernel.CLONE_NEWPID)
    wire.quiet_ipv6()
    first = os.fork()
    if first:
        os.write(pid_writer, str(first).encode())
        os._exit(0)
    os.set_inheritable(ready_reader, True)
    write_private(plan_path(lab, name), json.dumps(plan))
    os.execv(sys.executable, ["lab-init", "-ISB", INIT, plan_path(lab, name), str(ready_reader)])


def power_off(lab, name):
    """The host loses power: the cable first, so nothing can say goodbye, then every process at once."""
    pid = lab.pid(name)
    began = lab.facts["spaces"][name]["began"]
    wire.unplug(lab.pid(SWITCH), name)
    unstall(lab, name)
    kernel.send(pid, signal.SIGKILL)
    if not kernel.wait_gone(pid, began):
        raise LabError(f"{name} does not die (pid {pid})")
    lab.facts["spaces"].pop(name)


def processes(lab, name):
    """All pids of a host, process 1 first."""
    pid = lab.pid(name)
    identity = lab.facts["spaces"][name]["namespaces"]["pid"]
    return [pid] + [other for other in kernel.members("pid", {identity}) if other != pid]


def freeze(lab, name):
    """Stop every process of a host; its kernel still answers ARP and accepts TCP. Again until no new one was forked."""
    done = set()
    while True:
        fresh = [pid for pid in processes(lab, name) if pid not in done]
        if not fresh:
            return
        for pid in fresh:
            kernel.send(pid, signal.SIGSTOP)
            done.add(pid)


def thaw(lab, name):
    """Let a frozen host run on."""
    for pid in processes(lab, name):
        kernel.send(pid, signal.SIGCONT)


FREEZER = "/sys/fs/cgroup/freezer"


def stall(lab, name):
    """The server waits for its disk, as far as anybody can tell: every thread in D state, which no signal ends (the v1 freezer)."""
    server = server_pid(lab, name)
    if server is None:
        raise LabError(f"no server runs on {name}")
    group = stall_group(lab, name)
    os.makedirs(group, exist_ok=True)
    write(f"{group}/cgroup.procs", server)
    write(f"{group}/freezer.state", "FROZEN")
    deadline = time.monotonic() + 5
    while open(f"{group}/freezer.state").read().strip() != "FROZEN":
        if time.monotonic() > deadline:
            raise LabError(f"the server of {name} can't be stalled")
        time.sleep(0.005)


def unstall(lab, name):
    """The disk answers: whatever was sent to the server meanwhile reaches it now."""
    group = stall_group(lab, name)
    if not os.path.isdir(group):
        return
    write(f"{group}/freezer.state", "THAWED")
    for pid in open(f"{group}/cgroup.procs").read().split():
        write(f"{FREEZER}/cgroup.procs", pid)
    deadline = time.monotonic() + 5
    while os.path.isdir(group):
        try:
            os.rmdir(group)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def server_pid(lab, name):
    """The server's process of a host, as seen from outside; None when there is none."""
    identity = lab.facts["spaces"][name]["namespaces"]["pid"]
    for pid in kernel.members("pid", {identity}):
        try:
            with open(f"/proc/{pid}/comm") as file:
                if file.read().strip() in ("mysqld", "mariadbd"):
                    return pid
        except OSError:
            continue
    return None


def stall_group(lab, name):
    """The cgroup of a stalled server."""
    return f"{FREEZER}/hactl-lab-{lab.name}-{name}"


def write(path, value):
    """One write to a file of the kernel; a process that has ended meanwhile is no error."""
    try:
        with open(path, "w") as file:
            file.write(str(value))
    except ProcessLookupError:
        pass


def order(lab, name, verb, **more):
    """Ask process 1 of a host for something; `stop` answers when the service is gone."""
    lab.pid(name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(60)
        connection.connect(control_path(lab, name))
        connection.sendall(json.dumps({"do": verb, **more}).encode() + b"\n")
        line = connection.makefile().readline()
    reply = json.loads(line) if line else {"ok": False, "error": "the host went away"}
    if not reply["ok"]:
        raise LabError(f"{name}: {reply['error']}")
    return reply


def reboot(lab, name):
    """An orderly reboot: the services are stopped, then the power goes and comes back."""
    for service in services.of(lab, name)[0]:
        order(lab, name, "stop", service=service)
    power_off(lab, name)
    power_on(lab, name)


def listens(lab, name, port):
    """True if a host listens on a TCP port (state 0A), of any address."""
    with open(f"/proc/{lab.pid(name)}/net/tcp") as four, open(f"/proc/{lab.pid(name)}/net/tcp6") as six:
        rows = [line.split() for line in [*four, *six]]
    return any(row[1].endswith(f":{port:04X}") and row[3] == "0A" for row in rows if row[0] != "sl")


def wait_port(lab, name, port, seconds=20):
    """Wait until a host listens on a TCP port."""
    deadline = time.monotonic() + seconds
    while not listens(lab, name, port):
        if time.monotonic() > deadline:
            raise LabError(f"{name} does not listen on {port}:\n{log_tail(lab, name)}")
        time.sleep(0.02)


def wait_control(lab, name, seconds=10):
    """Wait until process 1 of a host listens."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return order(lab, name, "status")
        except (OSError, LabError):
            if time.monotonic() > deadline:
                raise LabError(f"{name} did not boot:\n{log_tail(lab, name)}") from None
            time.sleep(0.02)
