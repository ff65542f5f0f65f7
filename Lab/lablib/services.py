"""What process 1 keeps running on which host; the first is meant when `crash`, `start`, `stop` or `reload` name none."""

import signal

from . import init, router, store, vrrp
from .flavours import FLAVOURS
from .provision import user_of
from .proxies import CHECK, FILE, PIDFILE

SYSTEMD = [["/run/systemd", 0, 0], ["/run/systemd/system", 0, 0]]  # by this a script knows that systemctl is of use


def service(command, user=(0, 0), directory="/", environment=None, reload=None):
    """One service as init.py wants it."""
    return {"command": command, "uid": user[0], "gid": user[1], "directory": directory, "environment": environment or {}, "reload": reload}


def of(lab, name):
    """(services by name, directories to make in /run) of a host."""
    if name in lab.proxies:
        return proxy(lab.facts["tree"], router.on(lab, name))
    if name in lab.stores:
        return {"etcd": service(store.COMMAND, user_of(lab.facts["tree"], "etcd"), store.DATA)}, SYSTEMD
    return database(lab)


def first(lab, name):
    """The service that is meant when none is named."""
    return next(iter(of(lab, name)[0]))


def database(lab):
    """The database server, and what may hold the VIP."""
    user = user_of(lab.facts["tree"], "mysql")
    command = [FLAVOURS[lab.flavour].SERVER]
    kept = {"server": service(command, user, "/var/lib/mysql", init.SUPERVISED)}
    if lab.facts.get("keepalived"):
        kept["keepalived"] = service(vrrp.COMMAND, reload=vrrp.RELOAD)
    return kept, [["/run/mysqld", *user]]


def proxy(tree, routed):
    """HAProxy as Debian's unit runs it, but for the talk with systemd; and MySQL Router."""
    command = ["/usr/sbin/haproxy", "-W", "-db", "-f", FILE, "-p", PIDFILE, "-S", "/run/haproxy-master.sock"]
    reload = {"check": CHECK, "signal": signal.SIGUSR2}
    kept, directories = {"haproxy": service(command, reload=reload)}, [["/run/haproxy", *user_of(tree, "haproxy")], *SYSTEMD]
    if routed:
        user = user_of(tree, "mysql")
        kept["mysqlrouter"] = service(router.COMMAND, user, "/var/lib/mysqlrouter")
        directories.append(["/run/mysqlrouter", *user])
    return kept, directories
