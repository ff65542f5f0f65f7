"""Two primaries that follow each other, one of them the writer, and a replica below it."""

import time

from stage import expect, expect_equal, test
from stage.world import following, writable
from lablib import sql

DUAL = ["--dual"]


@test(lab=DUAL)
def test_there_and_back(stage):
    """Under load; the ring stays whole, the replica follows the writer, and nobody else is made to."""
    first, second, third = "db1", "db2", "db3"
    with stage.load(eye_ms=2) as load:
        there = stage.switch(second).ended(0)
        stage.expect_healthy(second, there)
        back = stage.switch(first).ended(0)
        stage.expect_healthy(first, back)
    expect(f"Make {first} follow {second}" not in there.text or "already so" in there.text or "skipped" in there.out,
           "the old primary follows its partner all the time", there)
    stage.verify(load, first)
    replica = following(stage.lab, sql.root(stage.lab, third))
    expect_equal(replica["source"], stage.lab.hosts[first], "source of the replica", there, back)


@test(lab=DUAL)
def test_the_replica_is_no_partner(stage):
    """The writer of a ring goes to the partner and to nobody else."""
    before = stage.snapshot()
    stage.hactl("plan", "switchover", "--to", "db3").ended(1).says("dual primary")
    chosen = stage.hactl("plan", "switchover").ended(0)
    chosen.says("Candidate: db2")
    tree = stage.hactl("topology").ended(0)
    for name in stage.lab.hosts:
        expect(name in tree.out, f"{name} in the tree of a ring", tree)
    tree.says("<-> db2")
    stage.expect_unchanged(before)


@test(lab=DUAL)
def test_an_open_ring_is_told(stage):
    """The partner's way back is cut: a warning light, and the switch asks for consent."""
    stop = "STOP REPLICA; RESET REPLICA ALL" if stage.flavour == "mysql" else "STOP ALL SLAVES; RESET SLAVE ALL"
    stage.spoil()
    for statement in stop.split("; "):
        stage.sql("db1", statement)
    stage.hactl("check").ended(2).says("P33", "the ring is open")
    stage.hactl("plan", "switchover", "--to", "db2").ended(1).says("--accept P33")


@test(lab=DUAL)
def test_failover_and_return(stage):
    """The partner takes over, the replica follows it, and the old one comes back into the ring."""
    stage.spoil()
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        load.rests()
        stage.fault("stop", "db1")
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    expect_equal(writable(stage.snapshot()), ["db2"], "writable members", result)
    stage.restart_after("db1", 0.1)
    stage.fault("start", "db1")
    back = stage.hactl("apply", "rejoin", "--to", "db1", "--yes", "--json").ended(0)
    stage.expect_healthy("db2", result, back, seconds=15)
    stage.verify(load, "db2")
    again = stage.switch("db1").ended(0)
    stage.expect_healthy("db1", again)


@test(lab=["--dual", "--members", "2"])
def test_two_alone(stage):
    """A pair without any replica: the partner takes over, the other one comes back, the ring is whole again."""
    stage.spoil()
    first, second = stage.primary, stage.candidate
    # It dies between two writes: whoever dies while it writes may have what nobody else has, and is not taken back.
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        load.rests()
        stage.crash(first)
        result = stage.fail_over().ended(0)
        time.sleep(0.3)
    expect_equal(load.report["two_writable"], 0, "moments with two writable members (I1)", result)
    expect_equal(writable(stage.snapshot()), [second], "writable members", result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    stage.hactl("apply", "rejoin", "--to", first, "--yes").ended(0)
    stage.hactl("topology").ended(0).says(f"<-> {first}")
