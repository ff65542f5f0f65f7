"""A member that can't rejoin is made anew from another one's data."""

import contextlib
import signal
import time

import pymysql

from stage import Failure, expect, expect_equal, test, world
from stage.world import writable
from test_rights import least_account, sudoers


def stray(stage, name, note="stray"):
    """A transaction that nobody else has, on a replica."""
    mysql = stage.flavour == "mysql"
    if mysql:
        stage.sql(name, "SET GLOBAL super_read_only = OFF")
    stage.sql(name, f"INSERT INTO shop.orders (id, note) VALUES (4711, '{note}')")
    if mysql:
        stage.sql(name, "SET GLOBAL super_read_only = ON")


def rebuild(stage, name, *more, **options):
    """Rebuilds without asking; what is lost is accepted."""
    return stage.hactl("apply", options.pop("playbook", "rebuild"), "--to", name, "--accept", "C05", "--yes", "--json", *more, **options)


def grow(stage):
    """120 MB more on every member, so that a copy takes its time."""
    first = stage.primary
    stage.sql(first, "CREATE TABLE shop.big (id INT AUTO_INCREMENT PRIMARY KEY, b LONGBLOB)")
    for _ in range(6):
        stage.sql(first, "INSERT INTO shop.big (b) VALUES (REPEAT('x', 10000000))")
    stage.sql(first, "INSERT INTO shop.big (b) SELECT b FROM shop.big")
    expect(stage.settles(20) and not world.strays(stage.lab), "replicas have it all", world.flaws(stage.lab))


def slow(stage, rate=15):
    """The same at a few MiB a second, so that something can happen meanwhile."""
    with open(f"{stage.source}/Playbooks/rebuild.yaml") as file:
        text = file.read()
    expect("at-most: 100" in text, "the playbook has a bound", text)
    return stage.write("slow.yaml", text.replace("at-most: 100", f"at-most: {rate}"))


def grows(events):
    """Whether more bytes were told of than a moment before; MariaDB begins with the old data, which goes first."""
    told = [event["bytes"] for event in events if event["type"] == "progress" and "bytes" in event]
    return any(after > before for before, after in zip(told, told[1:]))


def copies(stage, name):
    """When the last copy began."""
    question = "SELECT BEGIN_TIME FROM performance_schema.clone_status" if stage.flavour == "mysql" else "SELECT began FROM mysql.hactl_copy"
    try:
        return stage.sql(name, question)
    except pymysql.MySQLError:  # 1146: none was ever made
        return []


def copying(stage, name, within=30):
    """Waits until data flows."""
    question = "SELECT 1 FROM performance_schema.clone_progress WHERE STAGE = 'FILE COPY' AND STATE = 'In Progress'" \
        if stage.flavour == "mysql" else "SELECT 1 FROM mysql.hactl_copy WHERE state = 'running' AND IS_USED_LOCK('hactl:copy') IS NOT NULL"
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        with contextlib.suppress(pymysql.MySQLError):
            if stage.sql(name, question):
                return
        time.sleep(0.05)
    raise Failure("expected: a copy begins")


def fresh(stage, options=()):
    """A lab without a past, and without a future: a MariaDB server that is made anew forgets who else has ever written, and `lab verify` asks."""
    stage.spoil()
    stage.begin(list(options))
    stage.spoil()


@test(lab=["--semi-sync", "--events"], seconds=180)
def test_extra_transactions_are_named_and_accepted(stage):
    """Refused without acceptance, rebuilt with it, under a load that goes on; afterwards it is like any replica."""
    fresh(stage, ["--semi-sync", "--events"])
    first, second, third = stage.roles()
    stray(stage, third)
    identity = "server_uuid" if stage.flavour == "mysql" else "server_id"
    own = stage.sql(third, f"SELECT @@{identity}")[0][0]
    stage.sql(third, "STOP REPLICA" if stage.flavour == "mysql" else "STOP SLAVE")  # it would stop by itself, later
    before = stage.snapshot()
    refused = stage.hactl("apply", "rebuild", "--to", third, "--yes", "--json").ended(1)
    refused.says("C05", f"{own}:1" if stage.flavour == "mysql" else f"0-{own}-", "nobody else has them")
    stage.expect_unchanged(before, refused)
    with stage.load() as load:
        result = rebuild(stage, third).ended(0)
        time.sleep(0.5)
    expect_equal(result.outcome["primary"], first, "primary", result)
    expect_equal(stage.sql(third, f"SELECT @@{identity}")[0][0], own, identity, result)
    expect(stage.sql(third, "SELECT COUNT(*) FROM shop.orders WHERE id = 4711")[0][0] == 0, "the extra row is gone", result)
    stage.expect_healthy(first, result, seconds=15)
    stage.verify(load, first)
    stage.fault("stop", third)
    stage.fault("start", third)
    stage.expect_healthy(first, result, seconds=20)
    expect_equal(stage.snapshot()[third]["super_read_only" if stage.flavour == "mysql" else "read_only"], 1, "read-only after a restart", result)


@test(seconds=180)
def test_a_fenced_former_primary(stage):
    """The failover has lost what only it has: it can't rejoin, and is rebuilt behind its fence."""
    stage.spoil()
    first = stage.primary
    for name in stage.lab.hosts:
        if name != first:
            stage.cut(first, name, 3306)
    stage.sql(first, "INSERT INTO shop.orders (id, note) VALUES (4711, 'lost')")
    stage.crash(first)
    stage.fail_over().ended(0)
    stage.heal_cuts()
    second = stage.primary
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(2).says("lacks")
    refused = stage.hactl("plan", "rebuild", "--to", first).ended(1)
    refused.says("C05", "can't be told")
    result = rebuild(stage, first).ended(0)
    stage.expect_healthy(second, result, seconds=15)
    expect(stage.sql(first, "SELECT COUNT(*) FROM shop.orders WHERE id = 4711")[0][0] == 0, "the lost row is gone", result)
    again = rebuild(stage, first).ended(0)
    expect(any(event["type"] == "step_complete" and event.get("kind") == "copy-data" for event in again.events), "a second copy", again)
    stage.expect_healthy(second, again, seconds=15)


@test()
def test_who_is_needed_is_refused(stage):
    """The primary, who takes writes, whom others follow, and who is not there."""
    stage.spoil()
    first, second, third = stage.roles()
    before = stage.snapshot()
    rebuild(stage, first).ended(1).says("is the primary")
    stage.hactl("apply", "rebuild", "--yes").ended(64).says("--to")
    rebuild(stage, "db9").ended(1).says("no member")
    rebuild(stage, third, "--from", third).ended(1).says("C02")
    stage.expect_unchanged(before)
    mysql = stage.flavour == "mysql"
    stage.sql(third, "SET GLOBAL read_only = OFF")
    rebuild(stage, third).ended(1).says("takes writes")
    stage.sql(third, "SET GLOBAL super_read_only = ON" if mysql else "SET GLOBAL read_only = ON")
    stage.sql(second, "STOP REPLICA" if mysql else "STOP SLAVE")
    stage.sql(second, f"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{stage.lab.hosts[third]}'" if mysql
              else f"CHANGE MASTER TO MASTER_HOST = '{stage.lab.hosts[third]}'")
    rebuild(stage, third).ended(1).says("C01", f"{second} follows it")
    expect_equal(copies(stage, third), [], "copies on a member that is needed")


@test()
def test_no_room(stage):
    """Found before anything changes."""
    stage.spoil()
    first, second, third = stage.roles()
    stage.fault("stop", third)
    stage.host_shell(third, "cd /var/lib && mv mysql mysql.full && mkdir mysql && size=$(du -sm mysql.full | cut -f1)"
                            " && mount -t tmpfs -o size=$((size + 12))m none mysql && cp -a mysql.full/. mysql/ && chown mysql:mysql mysql && chmod 700 mysql")
    stage.fault("start", third)
    stage.expect_healthy(first, seconds=15)
    before = stage.snapshot()
    refused = rebuild(stage, third).ended(1)
    refused.says("C04", "it would fill the disk")
    stage.expect_unchanged(before, refused)
    expect_equal(copies(stage, third), [], "copies", refused)


@test(seconds=240)
def test_the_donor_dies(stage):
    """In the middle of the copy. One that comes back is asked again; where it stays away, another one gives."""
    fresh(stage)
    grow(stage)
    first, second, third = stage.roles()
    with stage.load(interval_ms=20) as load:
        running = stage.start("apply", slow(stage), "--to", third, "--from", second, "--accept", "C05", "--yes", "--json")
        copying(stage, third)
        time.sleep(1)
        stage.crash(second)
        if stage.flavour == "mysql":  # whose recipient waits for five minutes
            time.sleep(3)
            expect_equal(writable(stage.snapshot()), [first], "writable members")
            stage.fault("start", second)
            result = running.wait(120).ended(0, 11)
            if result.code == 11:  # the lock was lost with two servers; the copy is made
                result.says("the lock on")
                result = stage.hactl("resume", "--json").ended(0)
        else:
            result = running.wait(60).ended(11)
            result.says("is not rebuilt" if not result.events else "point of no return")
            expect_equal(writable(stage.snapshot()), [first], "writable members", result)
            result = rebuild(stage, third).ended(0)
            result.says("C02")
            stage.fault("start", second)
        time.sleep(0.5)
    stage.expect_healthy(first, result, seconds=20)
    stage.verify(load, first)


@test(seconds=240)
def test_hactl_is_killed_meanwhile(stage):
    """At lines of the journal one after the other, also while data flows; then resume."""
    for line in ((4, "flowing") if stage.quick else (2, 4, 6, 8, 10, "flowing", 12, 14)):
        fresh(stage)
        first, _, third = stage.roles()
        if line == "flowing":
            grow(stage)
        stray(stage, third)
        with stage.load(interval_ms=20) as load:
            running = stage.start("apply", slow(stage), "--to", third, "--accept", "C05", "--yes", "--json")
            if line == "flowing":
                copying(stage, third)
            elif not running.journal_line(line):
                running.wait().ended(0)
                break
            dead = running.kill()
            begun = copies(stage, third) if line == "flowing" else None
            for _ in range(40):
                result = stage.hactl("resume", "--json", timeout=120)
                if result.code != 75:
                    break
                time.sleep(0.25)
            result.ended(0)
            time.sleep(0.3)
        if begun:
            expect_equal(copies(stage, third)[0][0], begun[0][0], "the copy that went on is the one that was begun", dead, result)
        stage.expect_healthy(first, dead, result, seconds=15)
        stage.verify(load, first)


@test(seconds=180)
def test_interrupted_and_told(stage):
    """Ctrl-C while data flows: hactl leaves, the servers go on, and resume waits for them. Progress is told, at the rate asked for."""
    stage.spoil()
    grow(stage)
    first, second, third = stage.roles()
    began = time.monotonic()
    running = stage.start("apply", slow(stage), "--to", third, "--accept", "C05", "--yes", "--json")
    copying(stage, third)
    if stage.flavour == "mysql":
        expect_equal(list(stage.sql(third, "SELECT @@clone_max_data_bandwidth, @@clone_max_network_bandwidth")), [(15, 15)], "what the server was told")
    for pid, line in world.command_lines(stage.lab):
        stage.expect_no_secret(line, f"the arguments of process {pid} (I10)")
    for host in (second, third):
        for row in stage.sql(host, "SELECT COALESCE(INFO, '') FROM information_schema.PROCESSLIST"):
            stage.expect_no_secret(str(row[0]), f"the process list of {host} (I10)")
    deadline = time.monotonic() + 30
    while not grows(running.events) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.signal(signal.SIGINT)
    result = running.wait().ended(11)
    result.says("SIGINT received")
    expect(grows(result.events), "progress is told", result)
    stage.hactl("rollback", "--json").ended(1).says("is dropped, or may be")
    resumed = stage.hactl("resume", "--json").ended(0)
    if stage.flavour == "mariadb":  # how CLONE keeps to its bound is the server's affair: Documentation/OpenBugs.md
        expect(time.monotonic() - began > 8, "the copy keeps to its bound: more than 140 MiB at 15 MiB/s", time.monotonic() - began, resumed)
    stage.expect_healthy(first, result, resumed, seconds=15)


@test(lab=("--members", "2"))
def test_two_members(stage):
    """There is no replica to give: the primary does, and the lock holds although the recipient restarts."""
    fresh(stage, ("--members", "2"))
    first, second, _ = stage.roles()
    stray(stage, second)
    with stage.load() as load:
        result = rebuild(stage, second).ended(0)
        time.sleep(0.3)
    result.says("C02")
    stage.expect_healthy(first, result, seconds=15)
    stage.verify(load, first)


@test()
def test_with_the_rights_that_it_prints(stage):
    """`hactl grants` and `hactl sudoers` are enough."""
    stage.spoil()
    first, _, third = stage.roles()
    for name, text in sudoers(stage).items():
        with open(f"/proc/{stage.lab.pid(name)}/root/etc/sudoers.d/hactl", "w") as file:
            file.write(text)
    least_account(stage)
    if stage.flavour == "mariadb":
        checked = stage.run_lab("run", stage.name, third, "--", "visudo", "-c", "-f", "/etc/sudoers.d/hactl", check=False)
        expect(checked.returncode == 0, "visudo likes the text", checked.stdout, checked.stderr)
    result = rebuild(stage, third, inventory=stage.least_inventory).ended(0)
    stage.expect_healthy(first, result, seconds=15)
    if stage.flavour == "mariadb":
        stage.host_shell(third, "sed -i /hactl-copy/d /etc/sudoers.d/hactl")
        rebuild(stage, third, inventory=stage.least_inventory).ended(1, 77).says("C03", "hactl sudoers")


@test(flavours="mysql")
def test_nobody_starts_it_again(stage):
    """Error 3707: the data is there, and the server has ended. It is said who is to be started, and waited for."""
    stage.spoil()
    first, _, third = stage.roles()
    stage.restart_after(third, -1)
    stage.fault("stop", third)
    stage.fault("start", third)
    stage.expect_healthy(first, seconds=15)
    running = stage.start("apply", "rebuild", "--to", third, "--accept", "C05", "--yes", "--json")
    deadline = time.monotonic() + 30
    while b"where nothing starts it by itself" not in running.parts[0]:
        expect(time.monotonic() < deadline and running.process.poll() is None, "hactl says that it is to be started", running.parts[0][-2000:])
        time.sleep(0.1)
    stage.fault("start", third)
    result = running.wait(60).ended(0)
    stage.expect_healthy(first, result, seconds=15)
