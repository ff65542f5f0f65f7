"""A primary that dies under load: the verdict, the fence, the succession, and the return."""

import json
import os
import re
import signal
import time

import pymysql
from stage import expect, expect_equal, test
from stage.world import holds_vip, writable

SEMI_SYNC = ["--semi-sync"]


def acknowledged(load):
    """The ids that clients were told are safe."""
    with open(load.path) as file:
        return {int(line.split(" ", 1)[0]) for line in file if line.endswith("\n")}


def rows(stage, host):
    """The ids that a server has."""
    return {row[0] for row in stage.sql(host, "SELECT id FROM shop.orders")}


def succeeded(stage, primary, load, *evidence, lost=0):
    """One writer with the address, which has all that was acknowledged; never two of them."""
    expect_equal(load.report["two_writable"], 0, "moments with two writable members (I1)", json.dumps(load.report), *evidence)
    expect_equal(writable(stage.snapshot()), [primary], "writable members", *evidence)
    expect(holds_vip(stage.lab, primary), f"{primary} holds the address", *evidence)
    missing = acknowledged(load) - rows(stage, primary)
    expect(len(missing) <= lost, f"at most {lost} acknowledged writes are lost (I2)", sorted(missing)[:20], *evidence)
    return missing


def killed(stage, before=lambda: None, lab_load=True):
    """The primary's process dies under load, and hactl takes over: (result, load)."""
    stage.spoil()
    with stage.load(eye_ms=2) as load:
        before()
        stage.crash(stage.primary)
        result = stage.fail_over()
        time.sleep(0.5)
    return result, load


@test(lab=SEMI_SYNC)
def test_a_killed_server(stage):
    """Nothing that was acknowledged is lost, and the dead one can't come back as a writer."""
    first = stage.primary
    result, load = killed(stage)
    result.ended(0)
    second = stage.primary
    succeeded(stage, second, load, result)
    expect(second != first, "another primary", result)
    told = result.outcome["loss"]
    expect(told.startswith(f"nothing was lost with {first}") or "clients were not told that they are safe" in told, "what was lost", told)
    events = [event["@message"] for event in result.events]
    expect(not any("UNFENCED" in message for message in events), "a fenced primary", result)
    stage.fault("start", first)
    time.sleep(1)
    kind, said = stage.verdict()
    expect_equal(kind, "healthy", "verdict on the new primary", said)
    stage.hactl("check").ended(2).says(f"{first} is fenced", f"hactl apply rejoin --to {first}")
    expect_equal(writable({name: one for name, one in stage.snapshot().items() if name != first}), [second], "writable and reachable members")
    listening = stage.host_shell(first, "cat /proc/net/tcp /proc/net/tcp6 | grep -c ':0CEA 0*:0000 0A' || true").strip()
    expect_equal(listening, "0", "sockets on which the fenced server listens")


@test()
def test_a_killed_server_without_semi_sync(stage):
    """What no replica had received may be lost, and it is said."""
    result, load = killed(stage)
    result.ended(0).says("asynchronous")
    succeeded(stage, stage.primary, load, result, lost=50)


@test(seconds=400)
def test_again_and_again(stage):
    """A new lab each time, killed at a random moment."""
    for number in range(2 if stage.quick else 20):
        if number:
            stage.begin(SEMI_SYNC)
        result, load = killed(stage)
        result.ended(0)
        succeeded(stage, stage.primary, load, f"round {number}", result, lost=50 if number == 0 else 0)


@test(lab=SEMI_SYNC)
def test_the_old_primary_returns(stage):
    """Stopped in an orderly way, so that it has nothing extra: it is let back, read-only, and follows."""
    first = stage.primary
    stage.spoil()
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        load.rests()
        stage.fault("stop", first)
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    second = stage.primary
    succeeded(stage, second, load, result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    check = stage.hactl("check").ended(2)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(0)
    stage.expect_healthy(second, result, check, back, seconds=15)
    stage.verify(load, second)
    stage.switch(first).ended(0)
    stage.expect_healthy(first, back)


@test()
def test_an_old_primary_with_more_stays_out(stage):
    """It has what nobody else has: shown, and fenced again."""
    first = stage.primary
    stage.spoil()
    for name in stage.lab.hosts:
        if name != first:
            stage.cut(first, name, 3306)
    stage.sql(first, "INSERT INTO shop.orders (id, note) VALUES (4711, 'lost')")
    stage.crash(first)
    stage.fail_over().ended(0)
    # Not before: the kernel of the dead server's host would still deliver what it had in its buffers.
    stage.heal_cuts()
    second = stage.primary
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(2)
    back.says("lacks")
    expect_equal(writable({name: one for name, one in stage.snapshot().items() if name != first}), [second], "writable members", back)
    plan = stage.hactl("topology")
    expect("unreachable" in plan.out, "the old primary is fenced again", plan)


@test()
def test_power_off(stage):
    """Row 45: nothing answers. Without a way to fence it nobody acts unattended; with one it is done, and fast."""
    first = stage.primary
    stage.spoil()
    book = stage.inventory(("replication:", "policy: {unattended: [host-dead, process-dead]}\n    replication:"))
    with stage.load(eye_ms=2) as load:
        stage.fault("power-off", first)
        kind, said = stage.verdict()
        expect_equal(kind, "host-dead", "verdict", said)
        said.ended(2)
        before = stage.snapshot()
        stage.fail_over(inventory=book).ended(1).says("F02", "accept-unfenced")
        stage.hactl("apply", "failover", "--unattended", "--json", inventory=book).ended(1)
        stage.expect_unchanged(before)
        flag = stage.write("off", "")
        os.remove(flag)
        fenced = stage.inventory(("replication:", "policy: {unattended: [host-dead]}\n    replication:"),
                                 (f"{first}: {{", f"{first}: {{power-off: [/usr/bin/touch, {flag}], "))
        result = stage.hactl("apply", "failover", "--unattended", "--json", inventory=fenced).ended(0)
        time.sleep(0.3)
    expect(os.path.exists(flag), "the power command ran", result)
    succeeded(stage, stage.primary, load, result, lost=50)


@test()
def test_unfenced_by_a_person(stage):
    """Row 46: cut off from everybody, it goes on; a person answers for it; when the cut heals it is found and taken back."""
    first = stage.primary
    stage.spoil()
    stage.cut(first)
    result = stage.hactl("apply", "failover", "--yes", "--accept-unfenced").ended(0)
    expect(result.out.startswith("UNFENCED") or "\nUNFENCED" in result.out, "the first line says UNFENCED", result)
    second = next(name for name in writable(stage.snapshot()) if name != first)
    stage.heal_cuts()
    check = stage.hactl("check").ended(2)
    check.says("all take writes")
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(0)
    stage.expect_healthy(second, result, check, back, seconds=20)


@test()
def test_we_are_cut_off(stage):
    """Row 44: the others reach it. Nobody acts, and clients notice nothing."""
    first = stage.primary
    with stage.load() as load:
        stage.cut(first, "operator")
        kind, said = stage.verdict()
        expect_equal(kind, "partition", "verdict", said)
        said.ended(1)
        before = stage.snapshot()
        stage.fail_over().ended(1).says("partition")
        stage.expect_unchanged(before)
        stage.heal_cuts()
    stage.expect_healthy(first)
    stage.verify(load, first)


@test()
def test_we_see_nobody(stage):
    """We are the one who is cut off: unknown, with an exit code of its own."""
    for name in stage.lab.hosts:
        stage.cut(name, "operator")
    result = stage.hactl("verdict", "--json")
    result.ended(3)
    stage.fail_over().ended(4, 69)
    stage.heal_cuts()


@test()
def test_only_the_port_is_cut(stage):
    """Row 19's brother: SSH works, SQL doesn't, and the replicas replicate."""
    first = stage.primary
    stage.cut(first, "operator", 3306)
    kind, said = stage.verdict()
    expect_equal(kind, "partition", "verdict", said)
    stage.fail_over().ended(1)
    stage.heal_cuts()
    stage.expect_healthy(first)


@test()
def test_a_stopped_server(stage):
    """SIGSTOP: it takes connections and answers nobody. Only when somebody accepts it."""
    first = stage.primary
    stage.spoil()
    os.kill(stage.server_pid(first), signal.SIGSTOP)
    kind, said = stage.verdict()
    expect_equal(kind, "hung", "verdict", said)
    expect(said.seconds < 5, "a verdict in time, whatever hangs", said.seconds)
    stage.fail_over().ended(1).says("hung")
    result = stage.fail_over("--accept", "F01").ended(0)
    expect(stage.server_pid(first) is None, "the stopped server was ended", result)
    stage.expect_no_secret_in_files()


@test()
def test_a_server_that_waits_for_a_disk(stage):
    """No signal ends it, and its kernel takes connections: its ports are closed. When the disk is back it dies, and stays closed."""
    first = stage.primary
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        stage.spoil()
        load.rests()
        stage.fault("stall", first)
        kind, said = stage.verdict()
        expect_equal(kind, "hung", "verdict", said)
        strict = stage.inventory(("replication:", "policy: {fence-at-least: server-stopped}\n    replication:"))
        stage.fail_over("--accept", "F01", inventory=strict).ended(1).says("F02", "waits for a disk", "wants server-stopped")
        result = stage.fail_over("--accept", "F01").ended(0)
        second = stage.primary
        expect(second != first, "another primary", result)
        # A process that is told to end and can't: nobody gets through to it.
        expect(stage.server_pid(first), f"the server of {first} is still there", result)
        outside = stage.run_lab("run", stage.name, second, "--", "sh", "-c",
                                f"timeout 1 bash -c 'exec 3<>/dev/tcp/{stage.lab.address(first)}/3306'; echo $?")
        expect_equal(outside.stdout.strip(), "124", f"what {second} meets at the port of {first}", result)
        stage.fault("unstall", first)
        deadline = time.monotonic() + 5
        while stage.server_pid(first) and time.monotonic() < deadline:
            time.sleep(0.02)
        expect(stage.server_pid(first) is None, "the killed server ends with the wait for its disk", result)
        stage.restart_after(first, 0.1)
        stage.fault("start", first)
        time.sleep(0.3)
    succeeded(stage, second, load, result)
    stage.hactl("check").ended(2).says(first, "fence")
    stage.hactl("apply", "rejoin", "--to", first, "--yes").ended(0)
    rules = "nft list ruleset || { iptables -S; ip6tables -S; } | grep -v '^-P'; ls /run/hactl-fence.ports"
    expect_equal(stage.host_shell(first, f"{{ {rules}; }} 2>/dev/null || true").strip(), "", "packet filter")
    stage.expect_healthy(second, result, seconds=20)


@test()
def test_a_frozen_host(stage):
    """Every process stopped: its kernel takes connections, nobody lets us in, nobody can fence it."""
    first = stage.primary
    stage.spoil()
    stage.fault("freeze", first)
    kind, said = stage.verdict()
    expect_equal(kind, "hung", "verdict", said)
    stage.fail_over().ended(1).says("hung", "F02")
    stage.fault("thaw", first)
    stage.expect_healthy(first)


@test()
def test_too_many_connections(stage):
    """It turns us away, so it lives; through its other port it lets us in."""
    first = stage.primary
    limit = stage.sql(first, "SELECT @@GLOBAL.max_connections")[0][0]
    root = stage.session(first)
    root.query("SET GLOBAL max_connections = 10")
    try:
        for _ in range(12):
            stage.client_session(first)
    except pymysql.MySQLError:
        pass  # that is when it is full
    stage.session(first)  # the one that is kept for the privileged
    kind, said = stage.verdict()
    other, through = stage.verdict(inventory=stage.inventory(("sql: {user: hactl,", "sql: {user: hactl, admin-port: 33062,")))
    root.query(f"SET GLOBAL max_connections = {limit}")
    expect_equal(kind, "refused", "verdict", said)
    said.ended(1)
    expect_equal(other, "healthy", "verdict through the admin port", through)


@test(lab=SEMI_SYNC)
def test_who_is_preferred_is_fed(stage):
    """db3 has received more, db2 is wanted: it is fed, promoted, and nothing is lost."""
    first, second, third = stage.roles()
    stage.spoil()
    preferring = stage.inventory((f"{second}: {{", f"{second}: {{promotion: prefer, "))
    with stage.load(eye_ms=2) as load:
        stage.cut(first, second, 3306)
        deadline = time.monotonic() + 20
        while len(rows(stage, third) - rows(stage, second)) < 20:
            expect(time.monotonic() < deadline, f"{third} has much that {second} lacks")
            time.sleep(0.1)
        stage.crash(first)
        # Not healed before: the dead one's kernel would still deliver what its process has sent.
        result = stage.fail_over(inventory=preferring).ended(0)
        stage.heal_cuts()
        time.sleep(0.3)
    result.says(f"Give {second} what only {third} has received")
    succeeded(stage, second, load, result)


@test(lab=SEMI_SYNC)
def test_what_was_received_is_applied(stage):
    """Row 51: the appliers stood still, and the relay logs are full."""
    first, second, third = stage.roles()
    stage.spoil()
    stop = "STOP REPLICA SQL_THREAD" if stage.flavour == "mysql" else "STOP SLAVE SQL_THREAD"
    with stage.load(eye_ms=2) as load:
        for name in (second, third):
            stage.sql(name, stop)
        time.sleep(1)
        stage.crash(first)
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    succeeded(stage, stage.primary, load, result)


@test()
def test_two_histories(stage):
    """Each of two survivors has what the other lacks: shown, and nothing is done."""
    first, second, third = stage.roles()
    stage.spoil()
    if stage.flavour == "mysql":
        stage.sql(third, "SET GLOBAL super_read_only = OFF")
    stage.cut(first, second, 3306)
    stage.cut(first, third, 3306)
    uuid = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"
    for name, number in ((second, 1), (third, 2)):
        session = stage.session(name)
        if stage.flavour == "mysql":
            session.query("SET GLOBAL super_read_only = OFF")
            session.query(f"SET gtid_next = '{uuid}:{number}'")
        else:
            session.query(f"SET SESSION gtid_domain_id = {number + 5}")
        session.query(f"INSERT INTO shop.orders (id, note) VALUES ({number}, 'stray')")
        if stage.flavour == "mysql":
            session.query("SET gtid_next = AUTOMATIC")
            session.query("SET GLOBAL super_read_only = ON")
    stage.crash(first)
    stage.heal_cuts()
    time.sleep(1.5)
    before = stage.snapshot()
    stage.fail_over().ended(1).says("two histories")
    stage.expect_unchanged(before)


@test()
def test_the_candidate_dies_too(stage):
    """Before the commit point: put back; the next one takes over."""
    first, second, third = stage.roles()
    stage.spoil()
    pid = stage.server_pid(second)
    stage.crash(first)
    book = stage.playbook(("semi-sync: {on: candidate, role: replica}",
                           f"local: {{command: [sh, -c, 'kill -9 {pid}; sleep 0.1'], timeout: 10s, undo: none}}"), of="failover")
    result = stage.fail_over("--to", second, playbook=book).ended(2, 12)
    expect(result.seconds < 12, "nobody waits long for a candidate that is gone", result.seconds)
    expect_equal(writable(stage.snapshot()), [], "writable members", result)
    stage.fault("start", second)
    again = stage.fail_over("--to", third).ended(0, 10)
    expect_equal(writable(stage.snapshot()), [third], "writable members", result, again)


@test(seconds=300)
def test_it_comes_back_meanwhile(stage):
    """Packages restart a killed server by themselves: whoever is first, there are never two."""
    for number in range(2 if stage.quick else 6):
        if number:
            stage.begin([])
        stage.spoil()
        first = stage.primary
        stage.restart_after(first, 0.05 + 0.1 * number)
        with stage.load(eye_ms=2) as load:
            stage.crash(first)
            result = stage.fail_over().ended(0, 1, 2, 4)
            time.sleep(1.5)
        expect_equal(load.report["two_writable"], 0, "moments with two writable members (I1)", json.dumps(load.report), result)
        seen = {name: one for name, one in stage.snapshot().items() if result.code != 0 or name != first}
        expect(len(writable(seen)) <= 1, "at most one writable and reachable member", result)


@test(lab=SEMI_SYNC, seconds=300)
def test_hactl_is_killed_too(stage):
    """At a line of the journal after the other; then resume."""
    for line in ((3, 9) if stage.quick else (2, 4, 6, 8, 10, 12, 14, 17, 20)):
        stage.begin(SEMI_SYNC)
        stage.spoil()
        with stage.load(eye_ms=2) as load:
            stage.crash(stage.primary)
            running = stage.start("apply", "failover", "--yes", "--json")
            if not running.journal_line(line):
                running.wait().ended(0)
                break
            dead = running.kill()
            for _ in range(20):
                result = stage.hactl("resume", "--json")
                if result.code != 75:
                    break
                time.sleep(0.25)
            result.ended(0, 10)
            time.sleep(0.3)
        succeeded(stage, stage.primary, load, f"killed at line {line}", dead, result)


@test()
def test_only_where_the_policy_allows_it(stage):
    """No policy, maintenance, and a second one within the block period; then it is acknowledged."""
    stage.spoil()
    first = stage.primary
    allowing = "policy: {unattended: [process-dead]}\n    replication:"
    inventory = stage.inventory(("replication:", allowing))
    stage.hactl("apply", "switchover", "--unattended", "--json").ended(64)
    stage.crash(first)
    time.sleep(1.5)
    before = stage.snapshot()
    stage.hactl("apply", "failover", "--unattended", "--json").ended(1).says("does not name the verdict")
    maintenance = stage.inventory(("replication:", "policy: {unattended: [process-dead], maintenance: true}\n    replication:"))
    stage.hactl("apply", "failover", "--unattended", "--json", inventory=maintenance).ended(1).says("in maintenance")
    stage.hactl("apply", "failover", "--unattended", "--accept-unfenced", "--json", inventory=inventory).ended(64)
    time.sleep(0.5)
    stage.expect_unchanged(before)
    inventory = stage.inventory(("replication:", allowing))
    stage.hactl("apply", "failover", "--unattended", "--json", inventory=inventory).ended(0)
    second = stage.primary
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    stage.hactl("apply", "rejoin", "--to", first, "--yes", inventory=inventory).ended(0)
    stage.crash(second)
    again = stage.hactl("apply", "failover", "--unattended", "--json", inventory=inventory).ended(1)
    again.says("block period", "hactl ack")
    expect_equal(writable(stage.snapshot()), [], "writable members", again)
    stage.hactl("ack", inventory=inventory).ended(0)
    stage.hactl("apply", "failover", "--unattended", "--json", inventory=inventory).ended(0)
    stage.hactl("apply", "failover", "--unattended", "--json", inventory=inventory).ended(1)


@test()
def test_a_stranger_has_the_address(stage):
    """Row 58: the host of the dead one is gone, and somebody answers for the address all the same."""
    first = stage.primary
    stage.spoil()
    stage.fault("power-off", first)
    stage.add_vip("proxy", "eth0")
    stage.fail_over("--accept-unfenced").ended(1).says("F04", "still answers")
    stage.drop_vip("proxy", "eth0")
    stage.fail_over("--accept-unfenced").ended(0)


@test()
def test_only_one_of_the_others_reaches_it(stage):
    """An asymmetric cut: whoever is answered proves that it lives."""
    first, second, third = stage.roles()
    stage.cut(first, "operator")
    stage.cut(first, second)
    kind, said = stage.verdict()
    expect_equal(kind, "partition", "verdict", said)
    stage.heal_cuts()
    stage.cut(first, "operator", one_way=True)
    kind, said = stage.verdict()
    expect_equal(kind, "partition", "verdict when only its answers to us are lost", said)
    stage.heal_cuts()
    stage.expect_healthy(first)


@test(lab=SEMI_SYNC)
def test_two_at_once(stage):
    """Two machines call at the same moment: one of them acts."""
    stage.spoil()
    with stage.load(eye_ms=2) as load:
        stage.crash(stage.primary)
        other = f"{stage.home}/other"
        os.makedirs(other, mode=0o700)
        both = [stage.start("apply", "failover", "--yes", "--json"), stage.start("apply", "failover", "--yes", "--json", "--state", other)]
        results = [running.wait() for running in both]
        time.sleep(0.3)
    codes = sorted(result.code for result in results)
    expect(codes[0] == 0 and codes[1] in (0, 1, 4, 75), "one of them takes over, the other keeps off", *results)
    succeeded(stage, stage.primary, load, *results)


def dying_in_the_freeze(stage):
    """A switchover whose primary dies in the freeze, before its candidate has everything; the playbook's path."""
    pid, word = stage.server_pid(stage.primary), "REPLICA" if stage.flavour == "mysql" else "SLAVE"
    return stage.playbook(("- catch-up", f"local: {{command: [sh, -c, 'kill -9 {pid}; sleep 0.1'], timeout: 5s, undo: none}}"),
                          ("- freeze:", f"sql: {{on: candidate, statement: 'STOP {word}', undo: 'START {word}'}}"))


@test()
def test_after_a_switchover_that_broke(stage):
    """The primary dies in the freeze, before anybody has everything: the switchover can't end, and a failover does."""
    _, second, third = stage.roles()
    stage.spoil()
    book = dying_in_the_freeze(stage)
    with stage.load(eye_ms=2) as load:
        broken = stage.start_switch(second, playbook=book).wait()
        result = stage.fail_over("--to", third).ended(0)
        time.sleep(0.3)
    expect(broken.code not in (0, 10), "a switchover that can't end", broken)
    expect(broken.seconds < 15, "it does not wait long for a server that is dead", broken.seconds, broken)
    succeeded(stage, third, load, broken, result, lost=50)
    stage.hactl("history").ended(0)


@test()
def test_a_switchover_that_goes_over_to_a_failover(stage):
    """The same, where the policy allows it: under the same lock, without anybody being asked."""
    first, second, _ = stage.roles()
    stage.spoil()
    inventory = stage.inventory(("replication:", "policy: {unattended: [process-dead]}\n    replication:"))
    book = dying_in_the_freeze(stage)
    with stage.load(eye_ms=2) as load:
        result = stage.start_switch(second, playbook=book, inventory=inventory).wait().ended(0)
        time.sleep(0.3)
    succeeded(stage, stage.primary, load, result, lost=50)
    runs = [event for event in result.events if event["type"] == "run_start"]
    expect_equal(len(runs), 2, "a switchover and a failover", result)
    stage.hactl("history", inventory=inventory).ended(0).says("switchover", "failover")
    stage.hactl("check", inventory=inventory).ended(2).says(f"{first} is fenced")
    expect("R01" not in stage.hactl("check", inventory=inventory).text, "no open run")


@test(lab=SEMI_SYNC)
def test_a_primary_that_waits_for_acknowledgements(stage):
    """Nobody acknowledges: commits hang, reads work. Only when somebody accepts it; what was never acknowledged may be lost."""
    first, second, third = stage.roles()
    stage.spoil()
    word = "source" if stage.flavour == "mysql" else "master"
    stage.sql(first, f"SET GLOBAL rpl_semi_sync_{word}_timeout = 600000")
    stop = "STOP REPLICA IO_THREAD" if stage.flavour == "mysql" else "STOP SLAVE IO_THREAD"
    with stage.load(eye_ms=2) as load:
        for name in (second, third):
            stage.sql(name, stop)
        time.sleep(1)
        kind, said = stage.verdict()
        expect_equal(kind, "semi-sync-locked", "verdict", said)
        stage.fail_over().ended(1).says("semi-sync-locked")
        result = stage.fail_over("--accept", "F01").ended(0)
        time.sleep(0.5)
    succeeded(stage, stage.primary, load, said, result)


@test()
def test_what_nobody_had_received_is_named(stage):
    """Replicas were cut off before the crash: the dead one's log says exactly what they lack. Nothing to tell, and that is told."""
    first = stage.primary
    stage.spoil()
    with stage.load(eye_ms=2) as load:
        time.sleep(0.3)
        for name in stage.lab.hosts:
            if name != first:
                stage.cut(name, first, port=3306)
        time.sleep(0.5)
        gone = stage.sql(first, "SELECT @@gtid_executed" if stage.flavour == "mysql" else "SELECT @@gtid_binlog_pos")[0][0]
        stage.crash(first)
        result = stage.fail_over().ended(0)
        stage.heal_cuts()
        time.sleep(0.3)
    told = result.outcome["loss"]
    expect("were received by nobody" in told and "clients may have been told" in told, "what was lost", told, result)
    missing = acknowledged(load) - rows(stage, stage.primary)
    count = int(told.split(" transactions", 1)[0])
    expect(missing and len(missing) <= count <= len(missing) + 20, "all that is missing is counted", told, len(missing))
    last = gone.rsplit("-", 1)[-1].rsplit(":", 1)[-1]
    named = [int(number) for number in re.findall(r"[-:](\d+)(?= to |\)|,)", told)]
    expect(named and max(named) >= int(last), "up to the last one that it had", told, gone)


@test(seconds=200, lab=SEMI_SYNC)
def test_answers_are_lost(stage):
    """Rows 41 and 42 in a failover: orders arrive at the candidate, its answers don't. One writer, and nothing is lost or done twice."""
    cases = [(3306, "committing", 0.5), (3306, "committing", 4.0), (22, "committing", 2.0), (3306, '"title":"Stop what', 1.0)]
    for number, (port, when, seconds) in enumerate(cases[::2] if stage.quick else cases):
        if number:
            stage.begin(SEMI_SYNC)
        stage.spoil()
        first, second, _ = stage.roles()
        with stage.load(eye_ms=2) as load:
            stage.crash(first)
            running = stage.start("apply", "failover", "--to", second, "--yes", "--json")
            running.reaches(when, "the moment")
            stage.cut(second, "operator", port, one_way=True)
            time.sleep(seconds)
            stage.heal_cuts()
            result = running.wait(120)
            if result.code in (10, 11, 12, 13):
                stage.hactl("resume", "--json").ended(0, 10)
            elif result.code == 2:
                stage.fail_over().ended(0, 10)
            time.sleep(0.5)
        succeeded(stage, second, load, result)


@test(lab=["--members", "2"])
def test_a_pair(stage):
    """One replica alone is enough of a cluster to go on with."""
    result, load = killed(stage)
    result.ended(0)
    succeeded(stage, stage.primary, load, result)


@test()
def test_two_of_three_are_gone(stage):
    """The last one takes over only where a person answers for whoever can't be seen."""
    first, second, third = stage.roles()
    stage.spoil()
    stage.crash(second)
    stage.crash(first)
    before = stage.snapshot()
    refused = stage.fail_over().ended(1, 69).says("--accept F03")
    stage.expect_unchanged(before, refused)
    unattended = stage.inventory(("replication:", "policy: {unattended: [process-dead]}\n    replication:"))
    stage.hactl("apply", "failover", "--unattended", "--json", inventory=unattended).ended(1, 69)
    stage.expect_unchanged(before, refused)
    accepted = stage.fail_over("--accept", "F03").ended(0, 10)
    expect_equal(writable(stage.snapshot()), [third], "writable members", accepted)


@test(lab=["--members", "2"])
def test_a_pair_and_back(stage):
    """Nobody is left to follow the new primary, and the old one comes back all the same."""
    first, second = stage.primary, stage.candidate
    stage.spoil()
    # Whoever dies while it writes may have what nobody else has, and is not taken back.
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        load.rests()
        stage.crash(first)
        result = stage.fail_over().ended(0)
        time.sleep(0.5)
    succeeded(stage, second, load, result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes").ended(0)
    stage.expect_healthy(second, result, back, seconds=15)


@test()
def test_everybody_was_primary_once(stage):
    """Each survivor has transactions of its own from its time, and the others have them from it: one history, and nobody is refused."""
    first, second, third = stage.roles()
    with stage.load(eye_ms=2, interval_ms=100) as load:
        for target in (second, third, first):
            stage.switch(target).ended(0)
            time.sleep(0.3)
        stage.crash(first)
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    succeeded(stage, stage.primary, load, result, lost=50)
    stage.spoil()
