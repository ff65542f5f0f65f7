"""Process 1 of a database host: mounts its root, starts sshd and the server, reaps, and obeys a control socket.

It is a program of its own (run by hosts.py, after the namespaces are made), so a host's process list shows no command
line of the lab. It runs on the machine's Python with everything imported before it changes its root.
With `restart_after` it does what systemd does for Debian's packages: bring a killed server back by itself.
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


# How a server knows that somebody starts it anew after RESTART, and with what it ends then (MySQL's manual, RESTART).
SUPERVISED = {"MYSQLD_PARENT_PID": "1"}
RESTART_STATUS = 16
NOBODY = -1  # restart_after of a server that nobody watches over: it is not told so, and comes back from nothing


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
    """The server process of a host and what to do when it ends."""

    def __init__(self, plan):
        self.command = plan["server"]
        self.uid, self.gid = plan["uid"], plan["gid"]
        self.restart_after = plan["restart_after"]
        self.pid = None
        self.wanted = True
        self.due = None
        self.waiting = []

    def start(self):
        """Start the server unless it runs."""
        self.wanted, self.due = True, None
        if self.pid is None:
            self.pid = spawn(self.command, self.uid, self.gid, "/var/lib/mysql", None if self.restart_after == NOBODY else SUPERVISED)
            print(time.strftime("%T"), "server started, pid", self.pid, flush=True)

    def signal(self, number):
        """Signal the server; False if there is none."""
        if self.pid is None:
            return False
        os.kill(self.pid, number)
        return True

    def ended(self, status):
        """The server is gone: tell who waits, and plan its return if systemd would."""
        print(time.strftime("%T"), "server ended, status", status, flush=True)
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
        """Bring the server back when its time has come; returns seconds until something is due."""
        if self.due is None:
            return None
        left = self.due - time.monotonic()
        if left <= 0:
            self.start()
            return None
        return left

    def obey(self, request, connection):
        """One request of the control socket. `stop` and `crash` answer when the server is really gone."""
        verb = request.get("do")
        if verb == "restart-after":
            self.restart_after = request.get("seconds")
        elif verb == "start":
            self.start()
        elif verb in ("stop", "crash"):
            self.wanted = self.wanted and verb == "crash"
            if self.signal(signal.SIGTERM if verb == "stop" else signal.SIGKILL):
                self.waiting.append(connection)
                return
        elif verb != "status":
            return answer(connection, {"ok": False, "error": f"unknown request {verb}"})
        answer(connection, {"ok": True, "pid": self.pid, "restart_after": self.restart_after})


def answer(connection, value):
    """Reply and hang up; a caller that went away is no reason to die."""
    try:
        connection.sendall(json.dumps(value).encode() + b"\n")
    except OSError:
        pass
    connection.close()


def reap(supervisor):
    """Collect every dead child, also the orphans this process inherits as process 1."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        if pid == supervisor.pid:
            supervisor.ended(status)


def serve(listener, wakeup, supervisor):
    """The loop of process 1."""
    while True:
        ready, _, _ = select.select([listener, wakeup], [], [], supervisor.tick())
        if wakeup in ready:
            drain(wakeup)
            reap(supervisor)
        if listener in ready:
            connection, _ = listener.accept()
            connection.settimeout(1)
            try:
                request = json.loads(connection.makefile().readline())
            except (OSError, ValueError):
                connection.close()
                continue
            supervisor.obey(request, connection)


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
    """The control socket, bound before the root changes."""
    if os.path.exists(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(8)
    return listener


def main(plan, network_ready):
    """Be process 1. `network_ready` is a pipe that closes once the host has its network card."""
    os.umask(0o022)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    listener, wakeup = listen(plan["control"]), wakeup_pipe()
    b"".decode("utf-8"), b"".decode("ascii"), "x".encode("idna")  # codecs are imported lazily: do it while there is a library
    mount_root(plan["tree"], plan["disk"], plan["name"])
    for directory, uid, gid in (("/run/sshd", 0, 0), ("/run/mysqld", plan["uid"], plan["gid"]), ("/run/lock", 0, 0)):
        os.mkdir(directory)
        os.chown(directory, uid, gid)
    os.read(network_ready, 1)
    os.close(network_ready)
    spawn(["/usr/sbin/sshd", "-D", "-e"])
    supervisor = Supervisor(plan)
    supervisor.start()
    serve(listener, wakeup, supervisor)


if __name__ == "__main__":
    with open(sys.argv[1]) as orders:
        main(json.load(orders), int(sys.argv[2]))
