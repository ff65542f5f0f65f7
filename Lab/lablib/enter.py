"""`lab run`: a command in a namespace of the lab, as directly as the kernel allows."""

import os
import signal
import sys

from . import kernel
from .paths import LabError
from .state import OTHERS, Lab


def run(name, host, words, user=None):
    """Become the command (client, operator, proxy), or its parent that passes signals and status on (database hosts)."""
    if not words:
        raise LabError("lab run NAME HOST -- CMD…")
    lab = Lab(name)
    pid = lab.pid(host)
    if host in OTHERS:
        enter_network(lab, pid)
        become(words)
    sys.exit(run_in_host(pid, words, user))


def enter_network(lab, pid):
    """The lab's network and names, the machine's files. The mounts are private to this command."""
    kernel.enter(pid, "net")
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_SLAVE)
    kernel.mount("sysfs", "/sys", "sysfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    kernel.mount(lab.path("hosts"), "/etc/hosts", None, kernel.MS_BIND)


def become(words):
    """exec, with the shell's own exit codes for what cannot be run."""
    try:
        os.execvp(words[0], words)
    except FileNotFoundError:
        print(f"lab: {words[0]}: not found", file=sys.stderr)
        os._exit(127)
    except OSError as error:
        print(f"lab: {words[0]}: {error.strerror}", file=sys.stderr)
        os._exit(126)


def run_in_host(pid, words, user):
    """A pid namespace is only joined by children, so there is a fork here; the parent is a mere relay."""
    kernel.enter(pid, "uts", "ipc", "net", "pid", "mnt")
    child = os.fork()
    if child == 0:
        os.environ.update(PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME="/root")
        become_user(user) if user else None
        become(words)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, lambda received, _: kernel.send(child, received))
    _, status = os.waitpid(child, 0)
    return end_like(status)


def become_user(name):
    """Take a user of the host."""
    with open("/etc/passwd") as file:
        entry = next((line.rstrip("\n").split(":") for line in file if line.startswith(name + ":")), None)
    if entry is None:
        print(f"lab: no user {name} here", file=sys.stderr)
        os._exit(126)
    os.environ.update(HOME=entry[5], USER=name)
    os.chdir(entry[5])
    os.setgroups([])
    os.setgid(int(entry[3]))
    os.setuid(int(entry[2]))


def end_like(status):
    """The child's exit status; if a signal ended it, the same signal ends us."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        signal.signal(number, signal.SIG_DFL) if number not in (signal.SIGKILL, signal.SIGSTOP) else None
        os.kill(os.getpid(), number)
    return os.WEXITSTATUS(status)
