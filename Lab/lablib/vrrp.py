"""keepalived on the members: VRRP holds the VIP, and one file on each member says whether it may.

A member whose file says NEVER is in VRRP's fault state: it gives the VIP up at once, with an advertisement of priority 0, and
does not take it whoever dies. All others have the same priority, so whoever has the VIP keeps it. Hence the quick way to move
it: first the new member's file, then the old one's (README.md). keepalived watches the file's directory: a rename counts.
"""

import signal
import time

from . import wire
from .paths import LabError
from .state import INTERFACE, VIP, VIP_CIDR

CONFIG_FILE = "/etc/keepalived/keepalived.conf"
FILE = "/etc/keepalived/hactl-writer"
MAY, NEVER = 0, -254
COMMAND = ["/usr/sbin/keepalived", "-n", "-l", "-P"]
RELOAD = {"check": ["/usr/sbin/keepalived", "-t"], "signal": signal.SIGHUP}

# With one advertisement each 0.1 s a silent holder is given up after 0.3 s; 250 of 254: a successor waits 2 ms for its betters.
CONFIG = f"""global_defs {{
    vrrp_version 3
}}

track_file hactl_writer {{
    file {FILE}
}}

vrrp_instance shop {{
    state BACKUP
    interface {INTERFACE}
    virtual_router_id 50
    priority 250
    advert_int 0.1
    track_file {{
        hactl_writer weight 1
    }}
    virtual_ipaddress {{
        {VIP_CIDR} dev {INTERFACE}
    }}
}}
"""


def provision(disk, holds):
    """What a member's disk has for keepalived."""
    disk.write(CONFIG_FILE, CONFIG)
    disk.write(FILE, f"{MAY if holds else NEVER}\n")


def holders(lab):
    """The members that have the VIP."""
    return [name for name in lab.hosts if lab.is_on(name)
            and f" {VIP}/" in wire.run_in(lab.pid(name), ["net"], ["ip", "-4", "-o", "address", "show", "dev", INTERFACE])]


def wait(lab, name, seconds=10):
    """Wait until a member has the VIP."""
    deadline = time.monotonic() + seconds
    while holders(lab) != [name]:
        if time.monotonic() > deadline:
            raise LabError(f"keepalived did not give {VIP} to {name}: {lab.path('log', f'{name}.log')}")
        time.sleep(0.02)
