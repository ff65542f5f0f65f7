"""What a lab looks like to somebody who is neither hactl nor its test: asked over each server's socket as root."""

import glob
import hashlib
import os
import re

import pymysql

from lablib import cluster, kernel, proxies, sql, verify, wire
from lablib.flavours import FLAVOURS
from lablib.paths import LabError
from lablib.state import OTHERS, VIP

BLIND = (pymysql.MySQLError, OSError, LabError)


def rows(lab, host, statement):
    """Rows of a statement as dictionaries, by root over the socket."""
    connection = sql.root(lab, host, read_timeout=20)
    try:
        with connection.cursor(pymysql.cursors.DictCursor) as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
    finally:
        connection.close()


def holds_vip(lab, name):
    """True if a host has the VIP on any interface."""
    text = wire.run_in(lab.pid(name), ["net"], ["ip", "-4", "-o", "address", "show"])
    return f" {VIP}/" in text


def following(lab, connection):
    """What a replica follows: (source, user, IO, SQL, error), or None."""
    flavour = lab.flavour
    with connection.cursor(pymysql.cursors.DictCursor) as cursor:
        cursor.execute("SHOW REPLICA STATUS" if flavour == "mysql" else "SHOW ALL SLAVES STATUS")
        found = cursor.fetchall()
    if not found:
        return None
    row = found[0]
    word = "Source" if flavour == "mysql" else "Master"
    threads = ("Replica_IO_Running", "Replica_SQL_Running") if flavour == "mysql" else ("Slave_IO_Running", "Slave_SQL_Running")
    return {"source": row[f"{word}_Host"], "port": row[f"{word}_Port"], "user": row[f"{word}_User"],
            "io": row[threads[0]], "sql": row[threads[1]], "error": without_count(row["Last_IO_Error"] or row["Last_SQL_Error"]), "channels": len(found)}


def without_count(error):
    """An error of replication without the number of attempts so far."""
    return re.sub(r"attempt \d+/", "attempt N/", error)


def semi_sync(connection):
    """The switches of semi-synchronous replication."""
    found = sql.rows(connection, "SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync%enabled'")
    return dict(found)


def option_files(lab, name):
    """A digest of each option file of a host."""
    found = {}
    root = f"/proc/{lab.pid(name)}/root"
    for path in sorted(glob.glob(f"{root}/etc/mysql/**/*.cnf", recursive=True)):
        with open(path, "rb") as file:
            found[path[len(root):]] = hashlib.sha256(file.read()).hexdigest()[:12]
    return found


def member(lab, name):
    """Everything about one member that a run may change; 'gone: …' when it can't be asked."""
    try:
        connection = sql.root(lab, name, read_timeout=20)
    except BLIND:
        return {"gone": "no answer"}
    try:
        seen = {
            "read_only": int(sql.rows(connection, "SELECT @@GLOBAL.read_only + 0")[0][0]),
            "follows": following(lab, connection),
            "semi_sync": semi_sync(connection),
            "events": sorted(sql.rows(connection, "SELECT event_schema, event_name, definer, status FROM information_schema.events")),
            "scheduler": sql.rows(connection, "SELECT @@GLOBAL.event_scheduler")[0][0],
            "vip": holds_vip(lab, name),
        }
        if lab.flavour == "mysql":
            seen["super_read_only"] = int(sql.rows(connection, "SELECT @@GLOBAL.super_read_only + 0")[0][0])
            seen["offline"] = int(sql.rows(connection, "SELECT @@GLOBAL.offline_mode + 0")[0][0])
            seen["persisted"] = dict(sql.rows(
                connection, "SELECT variable_name, variable_value FROM performance_schema.persisted_variables"))
        else:
            seen["option_files"] = option_files(lab, name)
        return seen
    except BLIND:
        return {"gone": "no answer"}
    finally:
        connection.close()


def snapshot(lab):
    """Everything a run may change, of all members, and who else has the VIP."""
    seen = {name: member(lab, name) if lab.is_on(name) else {"gone": "off"} for name in lab.hosts}
    for name in OTHERS:
        if lab.is_on(name) and holds_vip(lab, name):
            seen[name] = {"vip": True}
    for name in lab.proxies:
        seen[name] = route(lab, name)
    return seen


def route(lab, name):
    """Where a proxy leads writes, by its socket and by its file, and what of hactl's lies beside the file."""
    try:
        running, written = proxies.leads_to(lab, name)
        left = sorted(os.path.basename(path) for path in glob.glob(lab.inside(name, proxies.FILE) + ".hactl-new"))
        return {"running": running, "written": written, "left": left}
    except BLIND:
        return {"lost": "no answer"}


def writable(seen):
    """Names of the members that take writes."""
    return [name for name, one in seen.items() if one.get("read_only") == 0]


def flaws(lab, seen=None):
    """Why a lab is no healthy cluster; empty when it is."""
    seen = seen or snapshot(lab)
    found = [f"{name}: {one['gone']}" for name, one in seen.items() if "gone" in one]
    primaries = writable(seen)
    if len(primaries) != 1:
        return found + [f"writable: {primaries}"]
    primary = primaries[0]
    holders = [name for name, one in seen.items() if one.get("vip")]
    if holders != [primary]:
        found.append(f"VIP on {holders}, writable is {primary}")
    for name in lab.hosts:
        one = seen[name]
        if "gone" in one:
            continue
        follows = one["follows"]
        if name == primary:
            found += ring_flaws(lab, name, follows)
        elif not follows:
            found.append(f"{name} follows nobody")
        else:
            if follows["source"] != lab.hosts[primary] or follows["channels"] != 1:
                found.append(f"{name} follows {follows['source']}")
            if (follows["io"], follows["sql"]) != ("Yes", "Yes"):
                found.append(f"{name}: IO {follows['io']}, SQL {follows['sql']}: {follows['error']}")
            if lab.flavour == "mysql" and not one["super_read_only"]:
                found.append(f"{name}: super_read_only is OFF")
    return found + route_flaws(lab, seen, primary) + event_flaws(lab, seen, primary) + semi_sync_flaws(lab, seen, primary)


def ring_flaws(lab, primary, follows):
    """A primary follows nobody, or its partner."""
    if not lab.facts["dual"]:
        return [f"{primary} is primary and follows {follows['source']}"] if follows else []
    partner = {"db1": "db2", "db2": "db1"}.get(primary)
    if not follows or follows["source"] != lab.hosts[partner] or (follows["io"], follows["sql"]) != ("Yes", "Yes"):
        return [f"{primary} does not follow its partner {partner}: {follows}"]
    return []


def route_flaws(lab, seen, primary):
    """Every proxy leads to the primary, now and after a reload, and nothing unfinished lies there."""
    wanted = {"running": [primary], "written": [primary], "left": []}
    return [f"{name}: {seen[name]}" for name in lab.proxies if seen[name] != wanted]


def event_flaws(lab, seen, primary):
    """Events are enabled on the primary alone; their definers stay."""
    if not lab.facts["events"]:
        return []
    found = []
    for name in lab.hosts:
        if "gone" in seen[name]:
            continue
        for schema, event, definer, status in seen[name]["events"]:
            if (status == "ENABLED") != (name == primary):
                found.append(f"{name}: event {schema}.{event} is {status}, primary is {primary}")
            if definer != "root@localhost":
                found.append(f"{name}: event {schema}.{event} is of {definer}")
    return found


def semi_sync_flaws(lab, seen, primary):
    """The source's side is on at the primary alone."""
    if not lab.facts["semi_sync"]:
        return []
    source = FLAVOURS[lab.flavour].SEMI_SYNC_SOURCE
    return [f"{name}: {source} is {seen[name]['semi_sync'].get(source)}" for name in lab.hosts
            if "gone" not in seen[name] and (seen[name]["semi_sync"].get(source) == "ON") != (name == primary)]


def strays(lab):
    """Transactions that a replica has and the primary has not, or does not get."""
    seen = {name: member(lab, name) for name in lab.hosts}
    primary = writable(seen)[0]
    connections = {name: sql.root(lab, name, read_timeout=30) for name in lab.hosts}
    try:
        found = []
        for name in lab.hosts:
            if name != primary:
                cluster.catch_up(lab, connections[primary], connections[name], name, 15)
        verify.check_strays(lab, connections, primary, found)
        return found
    finally:
        for connection in connections.values():
            connection.close()


def command_lines(lab):
    """argv of every process in the lab's namespaces, as (pid, text)."""
    nets = {entry["namespaces"]["net"] for entry in lab.facts["spaces"].values()}
    found = []
    for pid in kernel.members("net", nets):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                found.append((pid, file.read().replace(b"\0", b" ").decode("utf-8", "replace")))
        except OSError:
            continue
    return found


def exists(path):
    """os.path.exists, for tests that look at what a hook wrote."""
    return os.path.exists(path)
