"""The few system calls Python 3.11 does not offer, and how the lab's processes are found and ended."""

import ctypes
import os
import signal
import time

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE, MS_SLAVE = 2, 4, 8, 4096, 16384, 1 << 18, 1 << 19
MNT_DETACH = 2
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

libc = ctypes.CDLL(None, use_errno=True)


def checked(result, what):
    """Turn a C return value into an exception that names what was tried."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags):
    """Leave the named namespaces for new ones."""
    checked(libc.unshare(flags), "unshare")


def enter(pid, *kinds):
    """Join namespaces of a process; all are opened first, as joining `mnt` changes what /proc shows."""
    descriptors = [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in kinds]
    for descriptor, kind in zip(descriptors, kinds):
        checked(libc.setns(descriptor, 0), f"setns {kind} of {pid}")
        os.close(descriptor)


def mount(source, target, kind=None, flags=0, data=None):
    """mount(2)."""
    encoded = [None if value is None else value.encode() for value in (source, target, kind, data)]
    checked(libc.mount(encoded[0], encoded[1], encoded[2], flags, encoded[3]), f"mount {target}")


def pivot_into(root):
    """Make `root` the root and let go of the old one."""
    os.chdir(root)
    checked(libc.syscall(SYS_PIVOT_ROOT[os.uname().machine], b".", b"."), "pivot_root")
    checked(libc.umount2(b".", MNT_DETACH), "umount old root")
    os.chdir("/")


def sethostname(name):
    """Set the name in this uts namespace."""
    checked(libc.sethostname(name.encode(), len(name)), "sethostname")


def start_time(pid):
    """Ticks since boot at which a process began; with the pid it names a process for good. None if it is gone."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def namespace(pid, kind):
    """Identity of a namespace of a process, or None if the process is gone."""
    try:
        return os.readlink(f"/proc/{pid}/ns/{kind}")
    except OSError:
        return None


def members(kind, identities):
    """Pids of all processes in one of these namespaces."""
    pids = (int(entry) for entry in os.listdir("/proc") if entry.isdigit())
    return [pid for pid in pids if namespace(pid, kind) in identities]


def send(pid, number):
    """Signal a process that may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def wait_gone(pid, began, seconds=10):
    """Wait until a process is gone (or only a zombie)."""
    deadline = time.monotonic() + seconds
    while start_time(pid) == began and began is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def detach(log, keep=()):
    """In a fresh child: own session, no terminal, output to a log, nothing inherited, signals as a daemon expects them."""
    os.setsid()
    null = os.open("/dev/null", os.O_RDONLY)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(null, 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for descriptor in [int(entry) for entry in os.listdir("/proc/self/fd")]:
        if descriptor > 2 and descriptor not in keep:
            close_quietly(descriptor)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    os.chdir("/")


def close_quietly(descriptor):
    """Close a descriptor that may be closed already."""
    try:
        os.close(descriptor)
    except OSError:
        pass
