"""From booted hosts to a replicating cluster with its accounts."""

from . import sql, vrrp, wire
from .flavours import FLAVOURS
from .paths import LabError
from .state import INTERFACE, VIP_CIDR

SCHEMA = [
    "CREATE DATABASE shop", "CREATE DATABASE hactl",
    "CREATE TABLE shop.orders (id BIGINT PRIMARY KEY, note VARCHAR(64) NOT NULL, at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))",
]
EVENTS = [
    "CREATE TABLE shop.ticks (id BIGINT AUTO_INCREMENT PRIMARY KEY, host VARCHAR(64) NOT NULL, at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))",
    "CREATE EVENT shop.tick ON SCHEDULE EVERY 1 SECOND DO INSERT INTO shop.ticks (host) VALUES (@@report_host)",
]


def statements(lab):
    """Everything that is done once, on the first primary, and replicated."""
    flavour = FLAVOURS[lab.flavour]
    made = list(SCHEMA)
    for account in ("repl", "hactl", "app"):
        made += flavour.account(account, lab.secret(account))
    made += ["GRANT REPLICATION SLAVE ON *.* TO repl@'%'", "GRANT ALL ON shop.* TO app@'%'", "GRANT ALL ON hactl.* TO hactl@'%'"]
    return made + flavour.PRIVILEGE_STATEMENTS + (EVENTS if lab.facts["events"] else [])


def build(lab):
    """Open the first host, let the others follow it, wait until all have everything."""
    flavour, facts = FLAVOURS[lab.flavour], lab.facts
    names = list(lab.hosts)
    connections = {name: sql.wait_root(lab, name) for name in names}
    primary = connections[names[0]]
    start = flavour.position(sql.query_of(primary))
    sql.run(primary, ["SET GLOBAL read_only = OFF"])
    if not facts["keepalived"]:
        wire.ip_batch(lab.pid(names[0]), f"address add {VIP_CIDR} dev {INTERFACE}")
    for name in names[1:]:
        sql.run(connections[name], flavour.follow(lab.hosts[names[0]], lab.secret("repl"), facts["gtid"], start))
    sql.run(primary, statements(lab))
    for name in names[1:]:
        catch_up(lab, primary, connections[name], name)
    if facts["dual"]:
        change, start = flavour.follow(lab.hosts[names[1]], lab.secret("repl"), True)
        sql.run(primary, [change + (", MASTER_DEMOTE_TO_SLAVE = 1" if lab.flavour == "mariadb" else ""), start])
    if facts["semi_sync"] and len(names) > 1:  # not before: the first transactions would wait for replicas that do not listen yet
        sql.run(primary, [f"SET GLOBAL {flavour.SEMI_SYNC_SOURCE} = ON"])
    if facts["keepalived"]:
        vrrp.wait(lab, names[0])
    for connection in connections.values():
        connection.close()


def catch_up(lab, primary, replica, name, seconds=20):
    """Wait until a replica has everything the primary has now."""
    flavour = FLAVOURS[lab.flavour]
    if lab.facts["gtid"]:
        mark = sql.rows(primary, flavour.GTID_DONE)[0][0].replace("\n", "")
        done = flavour.caught_up(sql.query_of(replica), mark, seconds)
    else:
        mark = flavour.position(sql.query_of(primary))
        done = flavour.caught_up_position(sql.query_of(replica), mark, seconds)
    if not done:
        raise LabError(f"{name} did not catch up in {seconds} s: lab sql {lab.name} {name} 'SHOW REPLICA STATUS'")
