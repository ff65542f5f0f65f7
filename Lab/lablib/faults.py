"""What can happen to a host."""

import json

from . import hosts, proxies, sql, store
from .paths import LabError
from .state import Lab


def apply(options):
    """Carry out one fault, or its repair, under the lab's lock (a reboot changes who holds the namespaces)."""
    with Lab(options.name).locked() as lab:
        FAULTS[options.command](lab, options)
        lab.save()


def answered(lab, options):
    """Wait for what was started unless asked not to."""
    if options.no_wait:
        return
    hosts.wait_control(lab, options.host)
    if options.host in lab.hosts:
        sql.wait_root(lab, options.host).close()
    elif options.host in lab.proxies:
        proxies.wait(lab, options.host)
    else:
        hosts.wait_port(lab, options.host, store.PORT)


def start(lab, options):
    """Start the host's service."""
    hosts.order(lab, options.host, "start")
    answered(lab, options)


def reload(lab, options):
    """Reload a proxy's file; the new worker has only what the file says, old connections stay with the old one."""
    if options.host not in lab.proxies:
        raise LabError("only proxies are reloaded")
    before = proxies.worker(lab, options.host)
    hosts.order(lab, options.host, "reload")
    if not options.no_wait:
        proxies.wait(lab, options.host, other_than=before)


def power_on(lab, options):
    """Boot a host."""
    hosts.power_on(lab, options.host)
    answered(lab, options)


def reboot(lab, options):
    """Reboot a host."""
    hosts.reboot(lab, options.host)
    answered(lab, options)


def status(lab, options):
    """Print what process 1 says."""
    print(json.dumps(hosts.order(lab, options.host, "status")))


FAULTS = {
    "crash": lambda lab, options: hosts.order(lab, options.host, "crash"),
    "stop": lambda lab, options: hosts.order(lab, options.host, "stop"),
    "freeze": lambda lab, options: hosts.freeze(lab, options.host),
    "stall": lambda lab, options: hosts.stall(lab, options.host),
    "unstall": lambda lab, options: hosts.unstall(lab, options.host),
    "thaw": lambda lab, options: hosts.thaw(lab, options.host),
    "power-off": lambda lab, options: hosts.power_off(lab, options.host),
    "start": start, "reload": reload, "power-on": power_on, "reboot": reboot, "status": status,
}
