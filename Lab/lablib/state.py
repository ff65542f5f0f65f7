"""What is known about one lab: facts.json, its lock, and the processes that hold its namespaces."""

import contextlib
import fcntl
import json
import os

from . import kernel
from .paths import RUN, LabError, state_dir, write_atomic

PREFIX = "10.77.0"
VIP = f"{PREFIX}.50"
VIP_CIDR = f"{VIP}/24"
INTERFACE = "eth0"
OTHERS = {"client": f"{PREFIX}.100", "operator": f"{PREFIX}.101", "proxy": f"{PREFIX}.102"}
SWITCH = "switch"


class Lab:
    """One lab on disk; `facts` is what facts.json says."""

    def __init__(self, name, facts=None):
        self.name = name
        self.directory = state_dir(name)
        self.facts = facts if facts is not None else self.read()

    def read(self):
        """Load facts.json, or say how to make a lab."""
        try:
            with open(self.path("facts.json")) as file:
                return json.load(file)
        except FileNotFoundError:
            raise LabError(f"there is no lab '{self.name}': lab up {self.name} --flavour mysql") from None

    def save(self):
        """Write facts.json whole."""
        write_atomic(self.path("facts.json"), json.dumps(self.facts, indent=2) + "\n")

    def path(self, *parts):
        """A path in the state directory."""
        return os.path.join(self.directory, *parts)

    @property
    def flavour(self):
        """mysql or mariadb."""
        return self.facts["flavour"]

    @property
    def hosts(self):
        """Database hosts, name to address, in order."""
        return self.facts["hosts"]

    @property
    def proxies(self):
        """Hosts with an HAProxy, name to address."""
        return self.facts.get("proxies", {})

    @property
    def stores(self):
        """Hosts with an etcd, name to address."""
        return self.facts.get("stores", {})

    @property
    def machines(self):
        """Every host with a root of its own, name to address."""
        return {**self.hosts, **self.proxies, **self.stores}

    @property
    def ports(self):
        """Everybody on the switch, name to address."""
        return {**self.machines, **OTHERS}

    def address(self, name):
        """The address of any host of the lab."""
        if name not in self.ports:
            raise LabError(f"lab '{self.name}' has no host '{name}': it has {', '.join(self.ports)}")
        return self.ports[name]

    def pid(self, name):
        """The pid of the process that holds a host's namespaces; a pid that means another process by now is no answer."""
        entry = self.facts["spaces"].get(name)
        if name != SWITCH:
            self.address(name)
        if not entry or kernel.start_time(entry["pid"]) != entry["began"]:
            raise LabError(f"{name} is off: lab power-on {self.name} {name}")
        return entry["pid"]

    def is_on(self, name):
        """True if the host has power."""
        try:
            return bool(self.pid(name))
        except LabError:
            return False

    def record(self, name, pid):
        """Remember who holds a host's namespaces and which they are; saved at once, so `down` finds it whatever happens."""
        kinds = ("net", "mnt", "pid", "uts")
        self.facts["spaces"][name] = {
            "pid": pid, "began": kernel.start_time(pid), "namespaces": {kind: kernel.namespace(pid, kind) for kind in kinds},
        }
        self.save()

    def inside(self, name, path):
        """A path of a host as seen from the machine."""
        return f"/proc/{self.pid(name)}/root{path}"

    def secret(self, account):
        """The password of an account of this lab."""
        with open(self.path(f"{account}.pw")) as file:
            return file.read().strip()

    @contextlib.contextmanager
    def locked(self):
        """One command at a time changes a lab; facts are read again under the lock."""
        with open(self.path("lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.facts = self.read()
            yield self


def all_labs():
    """Names of the labs of this machine."""
    if not os.path.isdir(RUN):
        return []
    return sorted(name for name in os.listdir(RUN) if os.path.isdir(os.path.join(RUN, name)))
