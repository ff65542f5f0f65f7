"""`lab verify`: after a load, is everything that was acknowledged everywhere, and nothing anywhere that should not be?"""

import json

import pymysql

from . import cluster, proxies, sql, vrrp
from .paths import LabError
from .state import VIP, Lab

def acknowledged(path):
    """The ids the load saw acknowledged."""
    with open(path) as file:
        return {int(line.split(" ", 1)[0]) for line in file if line.endswith("\n")}


def main(options):
    """Print the findings as JSON; 1 if there is any."""
    lab = Lab(options.name)
    findings = []
    connections = reach(lab, options, findings)
    report = {"primary": None, "acknowledged": None, "lost": {}, "violations": findings}
    primary = the_writable_one(connections, findings)
    if primary:
        report["primary"] = primary
        check_vip(lab, primary, findings)
        check_proxies(lab, primary, findings)
        check_caught_up(lab, connections, primary, options.wait, findings)
        check_strays(lab, connections, primary, findings)
        report["rows"] = check_rows(lab, connections, primary, options.load, report, findings)
    report["ok"] = not findings
    print(json.dumps(report, indent=2))
    return 1 if findings else 0


def reach(lab, options, findings):
    """root on every host; a host that does not answer is a finding, as nothing can be said about it."""
    connections = {}
    for name in lab.hosts:
        try:
            connections[name] = sql.root(lab, name, read_timeout=options.wait + 15)
        except (pymysql.MySQLError, OSError, LabError) as error:
            findings.append(f"{name} does not answer: {error}")
    return connections


def the_writable_one(connections, findings):
    """The name of the one writable server."""
    writable = [name for name, connection in connections.items() if int(sql.rows(connection, "SELECT @@GLOBAL.read_only + 0")[0][0]) == 0]
    if len(writable) != 1:
        findings.append(f"writable servers: {', '.join(writable) or 'none'}; there must be exactly one")
    return writable[0] if len(writable) == 1 else None


def check_vip(lab, primary, findings):
    """The VIP must be on the primary and nowhere else."""
    holders = vrrp.holders(lab)
    if holders != [primary]:
        findings.append(f"{VIP} is on {', '.join(holders) or 'no host'}, the writable server is {primary}")


def check_proxies(lab, primary, findings):
    """Every proxy must lead writes to the primary, and do so after a reload as well; one without power leads nobody."""
    for name in filter(lab.is_on, lab.proxies):
        try:
            running, written = proxies.leads_to(lab, name)
        except OSError as error:
            findings.append(f"{name} does not answer: {error}")
            continue
        for what, found in (("leads", running), ("would lead after a reload", written)):
            if found != [primary]:
                findings.append(f"{name} {what} to {', '.join(found) or 'no host'}, the writable server is {primary}")


def check_caught_up(lab, connections, primary, seconds, findings):
    """Every replica gets everything, within the given time."""
    for name, connection in connections.items():
        if name != primary:
            try:
                cluster.catch_up(lab, connections[primary], connection, name, seconds)
            except (LabError, pymysql.MySQLError) as error:
                findings.append(str(error))


def check_strays(lab, connections, primary, findings):
    """Transactions one server has and the other has not. The side that may only grow is read second."""
    if not lab.facts["gtid"]:
        return
    compare = stray_mysql if lab.flavour == "mysql" else stray_mariadb
    for name, connection in connections.items():
        if name != primary:
            stray = compare(connection, connections[primary])
            if stray:
                findings.append(f"errant on {name}: {stray}")
            missing = compare(connections[primary], connection, wait=True)
            if missing:
                findings.append(f"{name} has not: {missing}")


def stray_mysql(left, right, wait=False):
    """What `left` has executed and `right` has not."""
    have = sql.rows(left, "SELECT @@GLOBAL.gtid_executed")[0][0].replace("\n", "")
    if wait:
        sql.rows(right, f"SELECT WAIT_FOR_EXECUTED_GTID_SET('{have}', 5)")
    return sql.rows(right, f"SELECT GTID_SUBTRACT('{have}', @@GLOBAL.gtid_executed)")[0][0]


def stray_mariadb(left, right, wait=False):
    """The same for MariaDB: per domain and server, the sequence number in one binlog must be covered by the other's."""
    have = binlog_state(left)
    if wait:
        position = sql.rows(left, "SELECT @@GLOBAL.gtid_binlog_pos")[0][0]
        sql.rows(right, f"SELECT MASTER_GTID_WAIT('{position}', 5)")
    other = binlog_state(right)
    return ",".join(f"{domain}-{server}-{number}" for (domain, server), number in have.items() if number > other.get((domain, server), 0))


def binlog_state(connection):
    """(domain, server) → highest sequence number in the binlog."""
    text = sql.rows(connection, "SELECT @@GLOBAL.gtid_binlog_state")[0][0]
    triples = [tuple(map(int, gtid.split("-"))) for gtid in text.split(",") if gtid]
    return {(domain, server): number for domain, server, number in triples}


def check_rows(lab, connections, primary, path, report, findings):
    """Acknowledged ids must be on every server, and no server may have ids another has not."""
    wanted = acknowledged(path) if path else set()
    report["acknowledged"] = len(wanted) if path else None
    present = {}
    for name in [name for name in connections if name != primary] + [primary]:
        present[name] = {row[0] for row in sql.rows(connections[name], "SELECT id FROM shop.orders")}
        lost = sorted(wanted - present[name])
        if lost:
            report["lost"][name] = len(lost)
            findings.append(f"{len(lost)} acknowledged writes are not on {name}, first {lost[:3]}")
    for name, ids in present.items():
        alien = ids - present[primary]
        if alien:
            findings.append(f"{len(alien)} rows on {name} that {primary} has not, first {sorted(alien)[:3]}")
    return {name: len(ids) for name, ids in present.items()}
