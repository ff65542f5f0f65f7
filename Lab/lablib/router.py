"""MySQL Router beside HAProxy on the first proxy: static routing, so that its file alone says who leads.

Debian's package has neither a user nor a unit nor a file; what is here is what an administrator would add.
"""

HOST = "px1"
FILE = "/etc/mysqlrouter/mysqlrouter.conf"
PORT = 6446
COMMAND = ["/usr/bin/mysqlrouter", "-c", FILE]

CONFIG = """[DEFAULT]
logging_folder =
runtime_folder = /run/mysqlrouter
data_folder = /var/lib/mysqlrouter
connect_timeout = 2

[logger]
level = WARNING

[routing:primary]
bind_address = 0.0.0.0
bind_port = {port}
routing_strategy = first-available
protocol = classic
destinations = {destination}:3306
"""


def config(address):
    """The file, leading to one member."""
    return CONFIG.format(port=PORT, destination=address)


def on(lab, name):
    """True if the host has a Router."""
    return lab.facts.get("router", False) and name == HOST


def provision(lab, disk, user):
    """What the disk of the Router's host has beside HAProxy's file."""
    disk.write(FILE, config(next(iter(lab.hosts.values()))))
    disk.directory("/var/lib/mysqlrouter", user)
