"""What can happen to a host."""

import json

from . import hosts, proxies, router, services, sql, store
from .state import Lab


def apply(options):
    """Carry out one fault, or its repair, under the lab's lock (a reboot changes who holds the namespaces)."""
    with Lab(options.name).locked() as lab:
        FAULTS[options.command](lab, options)
        lab.save()


def service_of(options):
    """The service a command names; whoever makes `options` by hand need not know of services."""
    return getattr(options, "service", None)


def order(lab, options):
    """What the command says, asked of process 1."""
    return hosts.order(lab, options.host, options.command, service=service_of(options))


WORKS = {
    "server": lambda lab, host: sql.wait_root(lab, host).close(),
    "haproxy": proxies.wait,
    "mysqlrouter": lambda lab, host: hosts.wait_port(lab, host, router.PORT),
    "keepalived": lambda lab, host: None,
    "etcd": lambda lab, host: hosts.wait_port(lab, host, store.PORT),
}


def answered(lab, options, names):
    """Wait for the services that were started unless asked not to."""
    if options.no_wait:
        return
    hosts.wait_control(lab, options.host)
    for name in names:
        WORKS[name](lab, options.host)


def start(lab, options):
    """Start the host's service, or the named one."""
    order(lab, options)
    answered(lab, options, [service_of(options) or services.first(lab, options.host)])


def reload(lab, options):
    """Reload a service's file. HAProxy's new worker has only what the file says, old connections stay with the old one."""
    if (service_of(options) or services.first(lab, options.host)) != "haproxy":
        order(lab, options)
        return
    before = proxies.worker(lab, options.host)
    order(lab, options)
    if not options.no_wait:
        proxies.wait(lab, options.host, other_than=before)


def power_on(lab, options):
    """Boot a host."""
    hosts.power_on(lab, options.host)
    answered(lab, options, services.of(lab, options.host)[0])


def reboot(lab, options):
    """Reboot a host."""
    hosts.reboot(lab, options.host)
    answered(lab, options, services.of(lab, options.host)[0])


def status(lab, options):
    """Print what process 1 says."""
    print(json.dumps(order(lab, options)))


FAULTS = {
    "crash": order, "stop": order,
    "freeze": lambda lab, options: hosts.freeze(lab, options.host),
    "stall": lambda lab, options: hosts.stall(lab, options.host),
    "unstall": lambda lab, options: hosts.unstall(lab, options.host),
    "thaw": lambda lab, options: hosts.thaw(lab, options.host),
    "power-off": lambda lab, options: hosts.power_off(lab, options.host),
    "start": start, "reload": reload, "power-on": power_on, "reboot": reboot, "status": status,
}
