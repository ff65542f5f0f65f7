"""Process 1 of a host: mounts its root, starts sshd and the host's services, reaps, and obeys a control socket.

It is a program of its own (run by hosts.py, after the namespaces are made), so a host's process list shows no command
line of the lab. It runs on the machine's Python with everything imported before it changes its root.
With `restart_after` it does what systemd does for Debian's packages: bring a killed service back by itself. Where the host
has the lab's systemctl, process 1 listens for it at INSIDE as well.
"""

import errno
import json
import os
import select
import signal
import socket
import sys
import time

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from lablib import kernel

DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"}


def mount_root(tree, disk, name):
    """The tree below, the host's own writes (on the lab's tmpfs) above."""
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    root = f"{disk}/root"
    layers = f"lowerdir={tree},upperdir={disk}/upper,workdir={disk}/work"
    kernel.mount("overlay", root, "overlay", 0, layers)
    mount_devices(root)
    kernel.mount("proc", f"{root}/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    kernel.mount("sysfs", f"{root}/sys", "sysfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    for path, options in (("run", "mode=755,size=64m"), ("tmp", "mode=1777,size=1g")):
        kernel.mount("tmpfs", f"{root}/{path}", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    kernel.pivot_into(root)
    kernel.sethostname(name)


def mount_devices(root):
    """A /dev with what sshd, sudo and the servers ask for."""
    dev = f"{root}/dev"
    kernel.mount("tmpfs", dev, "tmpfs", kernel.MS_NOSUID, "mode=755,size=64k")
    for name in DEVICES:
        open(f"{dev}/{name}", "w").close()
        kernel.mount(f"/dev/{name}", f"{dev}/{name}", None, kernel.MS_BIND)
    os.mkdir(f"{dev}/pts")
    kernel.mount("devpts", f"{dev}/pts", "devpts", kernel.MS_NOSUID | kernel.MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620,gid=5")
    os.symlink("pts/ptmx", f"{dev}/ptmx")
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(target, f"{dev}/{name}")
    os.mkdir(f"{dev}/shm", 0o1777)
    kernel.mount("tmpfs", f"{dev}/shm", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=1777,size=64m")


INSIDE = "/run/lab-init.sock"
# How a server knows that somebody starts it anew after RESTART, and with what it ends then (MySQL's manual, RESTART).
SUPERVISED = {"MYSQLD_PARENT_PID": "1"}
RESTART_STATUS = 16
NOBODY = -1  # restart_after of a service that nobody watches over: it is not told so, and comes back from nothing


def spawn(command, uid=0, gid=0, directory="/", more=None):
    """fork and exec without the subprocess module, which would import more after the root has changed."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.closerange(3, 256)
        if uid:
            os.setgroups([gid])
            os.setgid(gid)
            os.setuid(uid)
        os.chdir(directory)
        os.execve(command[0], command, {**ENVIRONMENT, **(more or {})})
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    os._exit(127)


class Supervisor:
    """One service of a host and what to do when it ends."""

    def __init__(self, name, plan, restart_after):
        self.name = name
        self.plan = plan
        self.restart_after = restart_after
        self.pid = None
        self.trial = None
        self.wanted = True
        self.due = None
        self.waiting = []
        self.reloading = []

    def start(self):
        """Start the service unless it runs."""
        self.wanted, self.due = True, None
        if self.pid is None:
            more = None if self.restart_after == NOBODY else self.plan["environment"]
            self.pid = spawn(self.plan["command"], self.plan["uid"], self.plan["gid"], self.plan["directory"], more)
            print(time.strftime("%T"), f"{self.name} started, pid", self.pid, flush=True)

    def stop(self, connection):
        """Ask the service to end; False if there is none."""
        self.wanted, self.due = False, None
        return self.end_with(os.kill, signal.SIGTERM, connection)

    def crash(self, connection):
        """End the service and its children (HAProxy's workers) without asking; False if there is none."""
        return self.end_with(kill_all, signal.SIGKILL, connection)

    def end_with(self, send, number, connection):
        """Signal the service; who asked is told when it is gone."""
        if self.pid is None:
            return False
        send(self.pid, number)
        self.waiting.append(connection)
        return True

    def reload(self, connection):
        """As systemd does: first the configuration is tried, and only a good one is signalled. False if there is nothing to reload."""
        if self.pid is None or not self.plan["reload"]:
            return False
        self.reloading.append(connection)
        if self.trial is None:
            self.trial = spawn(self.plan["reload"]["check"])
        return True

    def tried(self, status):
        """The trial of the configuration has ended."""
        self.trial = None
        good = status == 0 and self.pid is not None
        if good:
            os.kill(self.pid, self.plan["reload"]["signal"])
        for connection in self.reloading:
            answer(connection, {"ok": True, "pid": self.pid} if good else {"ok": False, "error": f"{self.name} refuses its configuration"})
        self.reloading = []

    def ended(self, status):
        """The service is gone: tell who waits, and plan its return if systemd would."""
        print(time.strftime("%T"), f"{self.name} ended, status", status, flush=True)
        self.pid = None
        if self.restart_after == NOBODY:
            pass
        elif self.wanted and os.WIFEXITED(status) and os.WEXITSTATUS(status) == RESTART_STATUS:
            self.start()
        elif self.wanted and self.restart_after is not None:
            self.due = time.monotonic() + self.restart_after
        for connection in self.waiting:
            answer(connection, {"ok": True, "pid": None})
        self.waiting = []

    def tick(self):
        """Bring the service back when its time has come; returns seconds until something is due."""
        if self.due is None:
            return None
        left = self.due - time.monotonic()
        if left <= 0:
            self.start()
            return None
        return left

    def obey(self, request, connection):
        """One request of the control socket. `stop` and `crash` answer when the service is really gone."""
        verb = request.get("do")
        if verb == "restart-after":
            self.restart_after = request.get("seconds")
        elif verb == "start":
            self.start()
        elif verb in ("stop", "crash"):
            if getattr(self, verb)(connection):
                return
        elif verb == "reload":
            if not self.reload(connection):
                answer(connection, {"ok": False, "error": f"{self.name} is not running, or can't be reloaded"})
            return
        elif verb != "status":
            return answer(connection, {"ok": False, "error": f"unknown request {verb}"})
        answer(connection, {"ok": True, "pid": self.pid, "restart_after": self.restart_after})


def kill_all(pid, number):
    """Signal a service and its children, which are in its group once it has made one."""
    os.kill(pid, number)
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def answer(connection, value):
    """Reply and hang up; a caller that went away is no reason to die."""
    try:
        connection.sendall(json.dumps(value).encode() + b"\n")
    except OSError:
        pass
    connection.close()


def reap(supervisors):
    """Collect every dead child, also the orphans this process inherits as process 1."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        for supervisor in supervisors.values():
            if pid == supervisor.pid:
                supervisor.ended(status)
            elif pid == supervisor.trial:
                supervisor.tried(status)


def serve(listeners, wakeup, supervisors):
    """The loop of process 1."""
    while True:
        due = [left for left in [supervisor.tick() for supervisor in supervisors.values()] if left is not None]
        ready, _, _ = select.select([*listeners, wakeup], [], [], min(due, default=None))
        if wakeup in ready:
            drain(wakeup)
            reap(supervisors)
        for listener in listeners:
            if listener in ready:
                attend(listener, supervisors)


def attend(listener, supervisors):
    """Take one request; one that names no service means the first."""
    connection, _ = listener.accept()
    connection.settimeout(1)
    try:
        request = json.loads(connection.makefile().readline())
    except (OSError, ValueError):
        connection.close()
        return
    name = request.get("service") or next(iter(supervisors))
    if name in supervisors:
        supervisors[name].obey(request, connection)
    else:
        answer(connection, {"ok": False, "error": f"no service {name}; there are {', '.join(supervisors)}"})


def drain(descriptor):
    """Empty the pipe that signals write to."""
    try:
        while os.read(descriptor, 4096):
            pass
    except OSError as error:
        if error.errno != errno.EAGAIN:
            raise


def wakeup_pipe():
    """SIGCHLD as a readable descriptor."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reader


def listen(path):
    """A control socket, for root only."""
    if os.path.exists(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    os.chmod(path, 0o600)
    listener.listen(8)
    return listener


def main(plan, network_ready):
    """Be process 1. `network_ready` is a pipe that closes once the host has its network card."""
    os.umask(0o022)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    listeners, wakeup = [listen(plan["control"])], wakeup_pipe()
    b"".decode("utf-8"), b"".decode("ascii"), "x".encode("idna")  # codecs are imported lazily: do it while there is a library
    mount_root(plan["tree"], plan["disk"], plan["name"])
    for directory, uid, gid in (("/run/sshd", 0, 0), ("/run/lock", 0, 0), *plan["directories"]):
        os.mkdir(directory)
        os.chown(directory, uid, gid)
    if plan["systemctl"]:
        listeners.append(listen(INSIDE))
    os.read(network_ready, 1)
    os.close(network_ready)
    spawn(["/usr/sbin/sshd", "-D", "-e"])
    supervisors = {name: Supervisor(name, service, plan["restart_after"]) for name, service in plan["services"].items()}
    for supervisor in supervisors.values():
        supervisor.start()
    serve(listeners, wakeup, supervisors)


if __name__ == "__main__":
    with open(sys.argv[1]) as orders:
        main(json.load(orders), int(sys.argv[2]))
