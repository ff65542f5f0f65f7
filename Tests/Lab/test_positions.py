"""Clusters without GTIDs: switched and failed over by places in binary logs, and what can't be done so is refused."""

import contextlib
import json
import threading
import time

from stage import expect, expect_equal, skip, test
from stage.world import writable
from test_failover import acknowledged, rows
from test_kill import insist

PLACES = ["--no-gtid"]


def same_rows(stage, load=None, members=None, *evidence):
    """Every member has every acknowledged id, and all have the same rows. An insert that is applied twice would stop its
    replica, one that is skipped would be missing."""
    members = list(members or stage.lab.hosts)
    deadline = time.monotonic() + 10
    while True:
        found = {name: rows(stage, name) for name in members}
        if len({frozenset(ids) for ids in found.values()}) == 1 or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    counts = {name: len(ids) for name, ids in found.items()}
    expect(len({frozenset(ids) for ids in found.values()}) == 1, "the same rows everywhere", counts, *evidence)
    if load:
        missing = acknowledged(load) - found[members[0]]
        expect(not missing, "nothing acknowledged is lost (I2)", sorted(missing)[:20], *evidence)


@test(flavours="mysql", lab=PLACES, seconds=300)
def test_there_and_back_under_load(stage):
    """Nothing lost, nothing twice, wherever the writer goes."""
    rounds = [name for _ in range(1 if stage.quick else 5) for name in ("db2", "db3", "db1")]
    for target in rounds:
        if stage.primary == target:
            continue
        with stage.load(eye_ms=2) as load:
            time.sleep(0.3)
            result = stage.switch(target).ended(0)
            time.sleep(0.5)
        gap = load.report["longest_gap_ms"]
        expect(gap < 1500, "writes stand still for less than 1.5 s", gap, result)
        stage.expect_healthy(target, result)
        stage.verify(load, target)
        same_rows(stage, load, None, result)


@test(flavours="mysql", lab=PLACES)
def test_heavy_writers(stage):
    """Several writers at once, with transactions of many rows, so that the candidate has something to catch up with."""
    first, second, _ = stage.roles()
    stage.spoil()
    stage.sql(first, "CREATE TABLE shop.bulk (id BIGINT AUTO_INCREMENT PRIMARY KEY, pad VARCHAR(200) NOT NULL)")
    stage.sql(first, "INSERT INTO shop.bulk (pad) VALUES " + ", ".join(["(REPEAT('x', 200))"] * 500))
    sessions = [stage.client_session("vip") for _ in range(3)]
    running = True

    def write(session):
        with contextlib.suppress(Exception):
            while running:
                session.cursor().execute("INSERT INTO shop.bulk (pad) SELECT pad FROM shop.bulk LIMIT 500")

    import threading
    threads = [threading.Thread(target=write, args=(session,), daemon=True) for session in sessions]
    with stage.load(eye_ms=2) as load:
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        # P14 is right to refuse on a slow machine, where one of these transactions takes over a second.
        result = stage.switch(second, "--accept", "P14")
        time.sleep(0.3)
        running = False
    for thread in threads:
        thread.join(5)
    result.ended(0, 2)
    stage.expect_healthy(second if result.code == 0 else first, result, seconds=20)
    stage.verify(load)
    same_rows(stage, load, None, result)
    counts = {name: stage.sql(name, "SELECT COUNT(*), COALESCE(SUM(id), 0) FROM shop.bulk") for name in stage.lab.hosts}
    expect(len({str(count) for count in counts.values()}) == 1, "the same bulk everywhere", counts, result)


@test(flavours="mysql", lab=PLACES)
def test_killed_between_open_and_follow(stage):
    """Where everybody goes on is known only at the freeze: it was written down, so resume can still point them there."""
    first, second, _ = stage.roles()
    book = stage.pausing("stop-following:", seconds=4)
    with stage.load(eye_ms=2) as load:
        running = stage.start_switch(second, playbook=book)
        running.reaches('"committing"', "the commit point")
        deadline = time.monotonic() + 10
        while writable(stage.snapshot()) != [second] and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        dead = running.kill()
        time.sleep(0.5)
        with open(stage.newest_journal()) as file:
            lines = file.read()
        expect(0 < lines.find('"handovers"') < lines.find('"committing"'), "the places are written before the opening", lines[-2000:])
        result = insist(stage, "resume").ended(0, 10)
        time.sleep(0.3)
    stage.expect_healthy(second, dead, result, seconds=20)
    stage.verify(load, second)
    same_rows(stage, load, None, dead, result)


@test(flavours="mysql", lab=PLACES, seconds=200)
def test_killed_anywhere(stage):
    """At a line of the journal here and there; resume or rollback leaves one healthy cluster."""
    with stage.load(eye_ms=5) as load:
        for number, line in enumerate(range(3, 60, 12 if stage.quick else 3)):
            first, second, _ = stage.roles()
            running = stage.start_switch(second)
            if not running.journal_line(line):
                running.wait().ended(0)
                continue
            dead = running.kill()
            with open(stage.newest_journal()) as file:
                if '"finished"' in file.read():
                    continue
            opened = writable(stage.snapshot()) == [second]
            verb = ("resume", "rollback")[number % 2]
            result = insist(stage, verb)
            if verb == "rollback" and (opened or result.code == 1):
                result = insist(stage, "resume")
            result.ended(0, 10)
            stage.expect_healthy(None, dead, result, seconds=20)
    stage.verify(load)
    same_rows(stage, load)


@test(flavours="mysql", lab=PLACES, seconds=200)
def test_a_replica_that_is_late(stage):
    """It is never pointed where it has not come to: owed, with the statement, and done by resume."""
    first, second, third = stage.roles()
    stage.spoil()
    session = stage.session(third)
    with stage.load(eye_ms=5) as load:
        session.cursor().execute("FLUSH TABLES shop.orders WITH READ LOCK")
        time.sleep(0.3)
        result = stage.switch(second).ended(10)
        result.says(f"{third} has executed", "SOURCE_LOG_FILE = 'binlog.", "SOURCE_LOG_POS = ")
        expect_equal(stage.snapshot()[third]["follows"]["source"], stage.lab.hosts[first], f"{third} follows whom it followed", result)
        expect(not stage.snapshot()[first]["follows"], f"{first} waits until nobody follows it", result)
    session.cursor().execute("UNLOCK TABLES")
    back = insist(stage, "resume").ended(0)
    stage.expect_healthy(second, result, back, seconds=20)
    stage.verify(load, second)
    same_rows(stage, load, None, result, back)


def fallen(stage, before=lambda: None):
    """The primary's process dies under load, and hactl takes over: (result, load)."""
    stage.spoil()
    with stage.load(eye_ms=2) as load:
        time.sleep(0.3)
        before()
        stage.crash(stage.primary)
        result = stage.fail_over()
        time.sleep(0.5)
    expect_equal(load.report["two_writable"], 0, "moments with two writable members (I1)", json.dumps(load.report), result)
    return result, load


@test(flavours="mysql", lab=[*PLACES, "--semi-sync"], seconds=300)
def test_a_killed_server(stage):
    """With semi-sync nothing acknowledged is lost; who has as much as the new primary follows it, who has less is named."""
    for number in range(2 if stage.quick else 10):
        if number:
            stage.begin([*PLACES, "--semi-sync"])
        first = stage.primary
        result, load = fallen(stage)
        # The last bytes of the dead one may come to one of the two after the plan was made: then the other one is owed.
        result.ended(0, 10)
        second = stage.primary
        expect(second != first, "another primary", result)
        third = next(name for name in stage.lab.hosts if name not in (first, second))
        missing = acknowledged(load) - rows(stage, second)
        expect(not missing, "nothing acknowledged is lost (I2)", sorted(missing)[:20], result)
        if stage.snapshot()[third]["follows"]["source"] == stage.lab.hosts[second]:
            same_rows(stage, None, [second, third], result)
        else:
            result.says(f"{third} has received")
            expect(result.code == 10 or "left behind" in result.out, f"{third} is named", result)
        stage.fault("start", first)
        back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json")
        back.ended(1).says("without GTIDs", "rebuild")


@test(flavours="mysql", lab=PLACES)
def test_equal_replicas_follow(stage):
    """Without writes at the end both have the same: both go on."""
    first = stage.primary
    stage.spoil()
    with stage.load() as load:
        time.sleep(0.5)
    same_rows(stage, load)
    stage.crash(first)
    result = stage.fail_over().ended(0)
    second = stage.primary
    third = next(name for name in stage.lab.hosts if name not in (first, second))
    with stage.load() as after:
        time.sleep(0.5)
    expect_equal(stage.snapshot()[third]["follows"]["source"], stage.lab.hosts[second], f"{third} follows {second}", result)
    same_rows(stage, after, [second, third], result)
    same_rows(stage, load, [second, third], result)


@test(flavours="mysql", lab=PLACES)
def test_a_later_replica_is_left_behind(stage):
    """Cut off before the end: it can't follow, is named with what to do, and stays read-only where it is."""
    first, second, third = stage.roles()

    def cut():
        stage.cut(first, third, 3306)
        time.sleep(0.5)

    result, load = fallen(stage, cut)
    result.ended(0).says(f"{third} has received", "left behind", f"Rebuild {third}")
    expect_equal(stage.primary, second, "the one with most is primary", result)
    seen = stage.snapshot()
    expect_equal(seen[third]["read_only"], 1, f"{third} is read-only", result)
    expect_equal(seen[third]["follows"]["source"], stage.lab.hosts[first], f"{third} is left where it was", result)
    missing = acknowledged(load) - rows(stage, second)
    expect(len(missing) <= 50, "only what no replica had received is lost", len(missing), result)


@test(flavours="mysql", lab=PLACES)
def test_a_later_replica_is_never_promoted(stage):
    """What another one has received would be lost."""
    first, second, third = stage.roles()
    stage.spoil()
    with stage.load():
        time.sleep(0.3)
        stage.cut(first, third, 3306)
        time.sleep(0.5)
        stage.crash(first)
    # Until the receivers all say the same.
    time.sleep(2.5)
    before = stage.snapshot()
    result = stage.fail_over("--to", third).ended(1)
    result.says(f"{third} can't become primary", "without GTIDs nobody can give it to it")
    stage.expect_unchanged(before, result)


@test(flavours="mysql", lab=PLACES, seconds=240)
def test_a_transaction_that_never_came_whole(stage):
    """The primary dies in the middle of sending one: its beginning lies in the relay logs and can never be applied."""
    first, second, third = stage.roles()
    stage.spoil()
    stage.sql(first, "CREATE TABLE shop.bulk (id BIGINT AUTO_INCREMENT PRIMARY KEY, pad VARCHAR(4000) NOT NULL)")
    stage.sql(first, "INSERT INTO shop.bulk (pad) VALUES " + ", ".join(["(REPEAT('x', 4000))"] * 500))
    for _ in range(5):
        stage.sql(first, "INSERT INTO shop.bulk (pad) SELECT pad FROM shop.bulk")
    before = stage.sql(first, "SELECT COUNT(*) FROM shop.bulk")[0][0]
    deadline = time.monotonic() + 20
    while any(stage.sql(name, "SELECT COUNT(*) FROM shop.bulk")[0][0] != before for name in (second, third)):
        expect(time.monotonic() < deadline, "the replicas have the bulk")
        time.sleep(0.1)
    replica = stage.session(second).cursor()

    def read():
        replica.execute("SHOW REPLICA STATUS")
        row = dict(zip([column[0] for column in replica.description], replica.fetchall()[0]))
        return row["Read_Source_Log_Pos"] - row["Exec_Source_Log_Pos"]

    writer = stage.session(first)

    def write():
        with contextlib.suppress(Exception):
            writer.cursor().execute("INSERT INTO shop.bulk (pad) SELECT pad FROM shop.bulk")

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    while read() < 2_000_000 and time.monotonic() < deadline + 20:
        pass
    stage.crash(first)
    thread.join(5)
    torn = read()
    if torn < 1_000_000:
        skip("the whole transaction had arrived")
    result = stage.fail_over().ended(0, 10)
    if result.code == 10:
        # A stopping applier gives the rest of its transaction a minute to come (sql_slave_killed): what hangs on it is owed.
        time.sleep(65)
        insist(stage, "resume").ended(0)
    counts = {name: stage.sql(name, "SELECT COUNT(*) FROM shop.bulk")[0][0] for name in (second, third)}
    new = stage.primary
    other = third if new == second else second
    expect(counts[new] in (before, before * 2), "a whole number of transactions", counts, torn, result)
    with stage.load() as load:
        time.sleep(0.3)
    if stage.snapshot()[other]["follows"]["source"] == stage.lab.hosts[new]:
        same_rows(stage, load, [new, other], result)
        expect_equal(*(stage.sql(name, "SELECT COUNT(*) FROM shop.bulk")[0][0] for name in (new, other)), "rows of the bulk", torn, result)
    else:
        result.says(f"{other} has received", "left behind")


@test(flavours="mysql", lab=PLACES)
def test_members_of_both_kinds(stage):
    """GTIDs on some members, and the modes in between: refused, with the procedure."""
    stage.spoil()
    replica = stage.candidate
    stage.sql(replica, "SET GLOBAL enforce_gtid_consistency = ON")
    stage.sql(replica, "SET GLOBAL gtid_mode = OFF_PERMISSIVE")
    before = stage.snapshot()
    result = stage.switch(replica).ended(1)
    result.says("OFF_PERMISSIVE", "Enabling GTID Transactions Online")
    stage.expect_unchanged(before, result)


@test(flavours="mysql", lab=PLACES)
def test_the_procedure_leads_to_gtids(stage):
    """The remedy that is named works while the cluster runs, and a switch then goes by GTIDs."""
    stage.spoil()
    hosts = list(stage.lab.hosts)
    for statement in ("enforce_gtid_consistency = ON", "gtid_mode = OFF_PERMISSIVE", "gtid_mode = ON_PERMISSIVE", "gtid_mode = ON"):
        for name in hosts:
            stage.sql(name, f"SET GLOBAL {statement}")
        time.sleep(0.5)
    for name in hosts:
        if name != stage.primary:
            for statement in ("STOP REPLICA", "CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = 1", "START REPLICA"):
                stage.sql(name, statement)
    time.sleep(1)
    second = stage.candidate
    result = stage.switch(second).ended(0)
    stage.expect_healthy(second, result)


@test(flavours="mysql", lab=PLACES)
def test_a_replica_that_privileged_accounts_may_write_to(stage):
    """Without GTIDs nobody would find such a write: super_read_only is asked for."""
    replica = stage.candidate
    stage.sql(replica, "SET GLOBAL super_read_only = OFF")
    try:
        result = stage.switch(replica).ended(1)
        result.says("super_read_only OFF", "without GTIDs")
    finally:
        stage.sql(replica, "SET GLOBAL super_read_only = ON")


@test(flavours="mysql", lab=PLACES)
def test_a_candidate_that_does_not_log_what_it_applies(stage):
    """With GTIDs nobody could follow it; here everybody has what it applied, and needs only what it writes."""
    stage.spoil()
    target = stage.candidate
    file = stage.host_shell(target, "ls /etc/mysql/*/zz-lab.cnf /etc/mysql/*/*/zz-lab.cnf 2>/dev/null | head -1").strip()
    stage.host_shell(target, f"printf '[mysqld]\\nlog_replica_updates = OFF\\n' >> {file}")
    stage.fault("stop", target)
    stage.fault("start", target)
    expect_equal(int(stage.sql(target, "SELECT @@GLOBAL.log_replica_updates")[0][0]), 0, "log_replica_updates")
    expect(stage.settles(), "a healthy cluster")
    with stage.load() as load:
        time.sleep(0.3)
        result = stage.switch(target).ended(0)
        time.sleep(0.3)
    stage.expect_healthy(target, result)
    stage.verify(load, target)
    same_rows(stage, load, None, result)


@test(flavours="mysql", lab=PLACES)
def test_places_are_shown(stage):
    """hactl topology shows how far everybody is, where there are no GTIDs."""
    result = stage.hactl("topology").ended(0)
    end = stage.sql(stage.primary, "SHOW BINARY LOG STATUS")[0]
    result.says(f"log {end[0]}:{end[1]}", f"at {end[0]}:{end[1]}")


@test(flavours="mariadb", lab=PLACES)
def test_mariadb_by_file_and_position(stage):
    """MariaDB always has GTIDs: refused with the statement that uses them, and that statement is enough."""
    target = stage.candidate
    before = stage.snapshot()
    result = stage.switch(target).ended(1)
    result.says("follows by file and position", "CHANGE MASTER TO MASTER_USE_GTID=slave_pos")
    stage.expect_unchanged(before, result)
    stage.spoil()
    for name in stage.lab.hosts:
        if name != stage.primary:
            for statement in ("STOP SLAVE", "CHANGE MASTER TO MASTER_USE_GTID=slave_pos", "START SLAVE"):
                stage.sql(name, statement)
    time.sleep(1)
    with stage.load() as load:
        back = stage.switch(target).ended(0)
        time.sleep(0.3)
    stage.expect_healthy(target, back)
    stage.verify(load, target)
