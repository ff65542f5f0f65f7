"""What can happen to a host."""

import json

from . import hosts, sql
from .state import Lab


def apply(options):
    """Carry out one fault, or its repair, under the lab's lock (a reboot changes who holds the namespaces)."""
    with Lab(options.name).locked() as lab:
        FAULTS[options.command](lab, options)
        lab.save()


def answered(lab, options):
    """Wait for a started server unless asked not to."""
    if not options.no_wait:
        hosts.wait_control(lab, options.host)
        sql.wait_root(lab, options.host).close()


def start(lab, options):
    """Start the server."""
    hosts.order(lab, options.host, "start")
    answered(lab, options)


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
    "start": start, "power-on": power_on, "reboot": reboot, "status": status,
}
