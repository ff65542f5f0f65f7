"""Labs for the benchmarks, and whole processes measured in them."""

import json
import os
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
SCRATCH = os.path.join(ROOT, os.environ.get("SCRATCH", ".build"))
HACTL = os.path.join(SCRATCH, "release/hactl")
LAB = os.path.join(ROOT, "Lab/lab")
FLAVOURS = os.environ.get("FLAVOURS", "mariadb mysql").split()
WORK = tempfile.TemporaryDirectory(prefix="hactl-bench-")
MADE = []


class Broken(Exception):
    """A measurement that could not be made."""


def check():
    """What every part needs."""
    if os.geteuid() != 0:
        raise SystemExit("bench: the lab is made of namespaces: run this as root")
    if not os.access(HACTL, os.X_OK):
        raise SystemExit(f"bench: {HACTL} is not there: make release")
    call("install")


def note(text):
    """Tell where it is, on stderr."""
    print(text, file=__import__("sys").stderr, flush=True)


def call(*words):
    """Run the lab's command line; its output."""
    result = subprocess.run([LAB, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        raise Broken(f"lab {' '.join(words)}:\n{result.stdout}")
    return result.stdout


class Lab:
    """A lab of its own for one measurement."""

    def __init__(self, name, flavour, members, *options):
        self.name, self.flavour = f"bench-{name}", flavour
        if self.name in call("list").split():
            call("down", self.name)
        MADE.append(self.name)
        call("up", self.name, "--flavour", flavour, "--members", str(members), *options)
        self.directory = call("list").split(self.name + "\t")[1].split("\n")[0].split("\t")[-1]
        with open(self.path("facts.json")) as file:
            self.facts = json.load(file)

    def path(self, name):
        """A file of the lab."""
        return os.path.join(self.directory, name)

    def pid(self, host):
        """The process that holds a host's namespaces."""
        return self.facts["spaces"][host]["pid"]

    def down(self):
        """Take it down."""
        call("down", self.name)
        MADE.remove(self.name)

    def hactl(self, *words, host="operator", inventory=None):
        """Run hactl in a host's network; the finished process with its times."""
        options = ["-i", inventory or self.path("inventory.yaml"), "--state", os.path.join(WORK.name, "state")]
        return measured(["nsenter", f"--net=/proc/{self.pid(host)}/ns/net", HACTL, words[0], *options, *words[1:]])


def down_all():
    """Take down what is still up."""
    for name in list(MADE):
        subprocess.run([LAB, "down", name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        MADE.remove(name)


class Process:
    """How a process went: wall and CPU seconds, most memory in MB."""

    def __init__(self, status, wall, usage, output):
        self.code = os.waitstatus_to_exitcode(status)
        self.wall, self.output = wall, output
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024


def measured(command):
    """Run a command to its end. nsenter becomes the command, so its figures are the command's own."""
    with tempfile.TemporaryFile("w+") as file:
        began = time.monotonic()
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, file.fileno(), 1), (os.POSIX_SPAWN_DUP2, file.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
        wall = time.monotonic() - began
        file.seek(0)
        return Process(status, wall, usage, file.read())


def succeeded(process, what):
    """The process, if it ended well."""
    if process.code != 0:
        raise Broken(f"{what} ended with {process.code}:\n{process.output}")
    return process


class Load:
    """A client that writes every 5 ms through the VIP, or one for each way `through`, as a context; `report` is what they saw."""

    def __init__(self, lab, through=()):
        self.lab = lab
        self.ways = [word for way in through for word in ("--through", way)]
        self.acks = os.path.join(WORK.name, "acks")

    def __enter__(self):
        self.process = subprocess.Popen([LAB, "load", self.lab.name, "--seconds", "120", "--out", self.acks, *self.ways], stdout=subprocess.PIPE, text=True)
        time.sleep(1.5)
        return self

    def __exit__(self, *_):
        time.sleep(0.7)
        self.process.send_signal(signal.SIGTERM)
        text = self.process.communicate()[0]
        self.report = json.loads(text) if self.process.returncode == 0 else None
