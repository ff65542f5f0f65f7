"""Servers and hosts that die or hang while a run goes on."""

import os
import signal
import time

from stage import expect, expect_equal, test
from stage.world import writable


def kill_in(stage, before, victim):
    """A switchover that itself kills a server before a step: in a step of its own, so the moment is exact. (result, world
    before, load)."""
    world = stage.snapshot()
    pid = stage.server_pid(victim)
    book = stage.playbook((before, f"local: {{command: [sh, -c, 'kill -9 {pid}; sleep 0.1'], timeout: 10s, undo: none}}"))
    _, second, _ = stage.roles()
    stage.spoil()
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait()
        time.sleep(0.3)
    return result, world, load


def revived(stage, victim, primary, load, *evidence):
    """The dead server comes back, and everything is well."""
    stage.fault("start", victim)
    stage.expect_healthy(primary, *evidence, seconds=20)
    stage.verify(load, primary)


def put_back(stage, before, victim):
    """The candidate died before the commit point: the old primary serves again, within the budget and the way back."""
    first = stage.primary
    result, world, load = kill_in(stage, before, victim)
    result.ended(2)
    expect_equal(writable(stage.snapshot()), [first], "writable members", result)
    now = stage.snapshot()
    expect_equal(now[first], world[first], "the old primary as it was (I7)", result)
    expect(load.report["longest_gap_ms"] < 5000, "writes flow again soon (I11)", load.report["longest_gap_ms"], result)
    revived(stage, victim, first, load, result)
    return result


@test()
def test_candidate_dies_before_the_freeze(stage):
    put_back(stage, "- freeze:", stage.candidate)


@test()
def test_candidate_dies_before_catching_up(stage):
    """Row 34."""
    put_back(stage, "- catch-up", stage.candidate)


@test()
def test_candidate_dies_before_opening(stage):
    """Row 35. The attempt to open is the commit point, so a server that is found dead by it may end either way: 2 when it is
    proven that it never opened, 11 or 12 when that isn't known. Never two writers, and never a lie."""
    first, second, _ = stage.roles()
    result, _, load = kill_in(stage, "- together", second)
    result.ended(2, 11, 12)
    if result.code == 2:
        expect_equal(writable(stage.snapshot()), [first], "writable members", result)
        revived(stage, second, first, load, result)
        return
    expect_equal(writable(stage.snapshot()), [], "nobody is opened behind the operator's back (row 36)", result)
    result.says(second)
    stage.hactl("check").ended(2).says("CRITICAL")
    stage.fault("start", second)
    ended = stage.hactl("resume", "--json").ended(0, 10)
    stage.expect_healthy(second, result, ended, seconds=20)
    stage.verify(load, second)


@test()
def test_candidate_dies_right_after_opening(stage):
    """Row 36: it may hold writes; the old one stays fenced, the run says what there is to do, and goes on once the server
    is back."""
    first, second, _ = stage.roles()
    pid = stage.server_pid(second)
    stage.spoil()
    with stage.load() as load:
        running = stage.start_switch(second)
        running.reaches(lambda line, _: "satisfied" in line and "Open " in line, "an open candidate")
        os.kill(pid, signal.SIGKILL)
        result = running.wait(150)
        time.sleep(0.3)
    result.ended(11, 12)  # 10 would say that the new primary serves (I6)
    expect(first not in writable(stage.snapshot()), "the old primary stays closed", result)
    result.says(second)
    stage.hactl("check").ended(2).says("CRITICAL")
    stage.fault("start", second)
    again = stage.hactl("resume", "--json")
    again.ended(0, 10)
    stage.expect_healthy(second, result, again, seconds=20)
    stage.verify(load, second)


@test()
def test_candidate_dies_after_opening_and_comes_back_by_itself(stage):
    """systemd brings it back, read-only (I12): nobody writes, nobody is opened behind the operator's back, and resume opens
    the new one again."""
    first, second, _ = stage.roles()
    stage.restart_after(second, 0.3)
    pid = stage.server_pid(second)
    stage.spoil()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- stop-following", 0.5))
        running.reaches(lambda line, _: "satisfied" in line and "Open " in line, "an open candidate")
        os.kill(pid, signal.SIGKILL)
        result = running.wait(150).ended(0, 10, 11, 12, 13)
        time.sleep(3)
    now = writable(stage.snapshot())
    expect(first not in now, "the old primary stays closed", now, result)
    expect(result.code != 0 or now == [second], "0 only when the new primary writes (I6)", now, result)
    if result.code:
        stage.hactl("resume", "--json").ended(0, 10)
    stage.expect_healthy(second, result, seconds=20)
    stage.verify(load, second)


@test()
def test_old_primary_dies_after_the_fence(stage):
    """Row 37: before it is proven that the candidate has everything. Never opened on a guess; when the old one comes back
    it is read-only (I12), and both ways go on."""
    for verb in ("rollback", "resume"):
        stage.begin(())
        first, second, _ = stage.roles()
        result, _, load = kill_in(stage, "- catch-up", first)
        result.ended(0, 2, 10, 11, 12)
        now = writable(stage.snapshot())
        expect(len(now) <= 1, "at most one writer", now, result)
        if result.code == 12:
            expect_equal(now, [], "nobody writes", result)
            stage.hactl("check").ended(2).says("CRITICAL")
            stage.fault("start", first)
            expect_equal(writable(stage.snapshot()), [], "the old primary comes back read-only (I12)", result)
            time.sleep(1)
            ended = stage.hactl(verb, "--json").ended(0, 10)
            stage.expect_healthy(first if verb == "rollback" else second, result, ended, seconds=20)
            stage.verify(load)
        else:
            expect(result.code in (0, 10, 11) and now == [second], "the candidate leads", result)
            stage.fault("start", first)
            if result.code:
                time.sleep(1)
                stage.hactl("resume", "--json").ended(0, 10)
            stage.expect_healthy(second, result, seconds=20)
            stage.verify(load)


@test()
def test_old_primary_dies_when_its_sessions_are_ended(stage):
    """At once when the journal shows the fence, without any rest in the playbook."""
    first, second, _ = stage.roles()
    pid = stage.server_pid(first)
    stage.spoil()
    with stage.load() as load:
        running = stage.start_switch(second)
        running.reaches(lambda line, _: "satisfied" in line and "Close " in line, "a fence")
        os.kill(pid, signal.SIGKILL)
        result = running.wait(150)
    result.ended(0, 2, 10, 11, 12)
    now = writable(stage.snapshot())
    expect(len(now) <= 1 and now != [first], "never the dead one, at most one", now, result)
    expect_equal(bool(now), result.code in (0, 10, 11), "the code tells whether somebody writes (I6)", result)
    stage.fault("start", first)
    expect(first not in writable(stage.snapshot()), "the old primary comes back read-only (I12)", result)
    if result.code:
        time.sleep(1)
        stage.hactl("resume", "--json").ended(0, 10)
    stage.expect_healthy(second, result, seconds=20)
    stage.verify(load)


def frozen(stage, before, victim_of, **limits):
    """A host whose every process stops before a step: it accepts connections and answers nothing."""
    roles = stage.roles()
    victim = victim_of(*roles)
    stage.spoil()
    running_load = stage.load()
    with running_load as load:
        running = stage.start_switch(roles[1], playbook=stage.pausing(before, 1.0))
        running.reaches(lambda line, _: "satisfied" in line and limits["after"] in line, "the moment")
        stage.fault("freeze", victim)
        began = time.monotonic()
        result = running.wait(120)
        lasted = time.monotonic() - began
        stage.fault("thaw", victim)
        time.sleep(0.3)
    return result, load, lasted


@test()
def test_candidate_freezes_in_the_freeze(stage):
    """The whole host stops: put back within the budget and the way back's own clock."""
    first, _, _ = stage.roles()
    result, load, lasted = frozen(stage, "- catch-up", lambda _, second, third: second, after="Close ")
    result.ended(2, 12)
    expect(lasted < 2 + 20 + 6, "an end within the budget and the way back's clock", f"{lasted:.1f} s", result)
    expect(load.report["longest_gap_ms"] < 6000, "writes flow again soon (I11)", load.report["longest_gap_ms"], result)
    expect_equal(writable(stage.snapshot()), [first], "writable members (I6)", result)
    stage.expect_healthy(first, result, seconds=70)
    stage.verify(load, first)
    expect_equal(result.code, 2, "everything was put back: the candidate was never changed", result)


@test()
def test_old_primary_freezes_in_the_freeze(stage):
    """Closed, and then silent: what it has can't be compared any more. Never a second writer."""
    first, second, _ = stage.roles()
    result, load, _ = frozen(stage, "- catch-up", lambda first, second, third: first, after="Close ")
    result.ended(0, 2, 10, 11, 12)
    now = writable(stage.snapshot())
    expect(len(now) <= 1, "at most one writer", now, result)
    if not now or result.code:
        time.sleep(1)
        stage.hactl("resume" if now != [first] else "rollback", "--json").ended(0, 1, 10)
    stage.verify(load)


@test()
def test_third_replica_is_dead_after_the_commit_point(stage):
    """Exit 10, and what is owed names it; resume pays it once it is back."""
    first, second, third = stage.roles()
    pid = stage.server_pid(third)
    book = stage.playbook(("- stop-following", f"local: {{command: [sh, -c, 'kill -9 {pid}; sleep 0.1'], timeout: 10s, undo: none}}"))
    stage.spoil()
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait(150).ended(10)
    expect(any(third in owed for owed in result.outcome["owed"]), f"owed names {third}", result)
    expect_equal(writable(stage.snapshot()), [second], "writable members", result)
    stage.hactl("check").ended(2)
    stage.fault("start", third)
    stage.hactl("resume", "--json").ended(0)
    stage.expect_healthy(second, result, seconds=20)
    stage.verify(load, second)


@test(seconds=240)
def test_third_replica_is_frozen_after_the_commit_point(stage):
    first, second, third = stage.roles()
    stage.spoil()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- stop-following", 1.0))
        running.reaches("committing", "the commit point")
        time.sleep(0.3)
        stage.fault("freeze", third)
        result = running.wait(200).ended(10)
        stage.fault("thaw", third)
    expect(any(third in owed for owed in result.outcome["owed"]), f"owed names {third}", result)
    time.sleep(1)
    stage.hactl("resume", "--json").ended(0)
    stage.expect_healthy(second, result, seconds=70)
    stage.verify(load, second)


@test()
def test_old_primary_loses_power_after_the_commit_point(stage):
    """It is owed; when it boots it is read-only and without the address (I12), and resume brings it in."""
    first, second, _ = stage.roles()
    stage.spoil()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- stop-following", 1.0))
        running.reaches("committing", "the commit point")
        time.sleep(0.3)
        stage.fault("power-off", first)
        result = running.wait(150).ended(10, 11)
    expect(any(first in owed for owed in result.outcome["owed"]), f"owed names {first}", result)
    stage.fault("power-on", first)
    expect_equal(writable(stage.snapshot()), [second], "writable members (I12)", result)
    stage.hactl("resume", "--json").ended(0, 10)
    stage.expect_healthy(second, result, seconds=20)
    stage.verify(load, second)
