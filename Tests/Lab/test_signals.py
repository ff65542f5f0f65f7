"""Ctrl-C, SIGTERM, and a laptop that falls asleep."""

import signal
import time

from stage import expect, expect_equal, test
from stage.world import writable

CLOSED = "Close "


def closed(line, _):
    """The primary is closed and its sessions are ended; the playbook rests now."""
    return "satisfied" in line and CLOSED in line


def in_the_freeze(stage, *steps, seconds=0.8):
    """A switchover that is stopped by `steps` while it rests in the freeze; (result, world before, primary, candidate, load)."""
    first, second, _ = stage.roles()
    before = stage.snapshot()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- catch-up", seconds))
        running.reaches(closed, "a freeze")
        for step in steps:
            if callable(step):
                step()
            else:
                running.signal(step) if isinstance(step, signal.Signals) else time.sleep(step)
        result = running.wait()
    return result, before, first, second, load


@test()
def test_ctrl_c_in_the_freeze(stage):
    result, before, first, _, load = in_the_freeze(stage, signal.SIGINT)
    result.ended(2).says("SIGINT")
    stage.expect_unchanged(before, result)
    stage.verify(load, first)


@test()
def test_sigterm_in_the_freeze(stage):
    result, before, first, _, load = in_the_freeze(stage, signal.SIGTERM)
    result.ended(2).says("SIGTERM")
    stage.expect_unchanged(before, result)
    stage.verify(load, first)


@test()
def test_ctrl_c_twice_leaves_at_once(stage):
    """The journal says where things stand; both ways go on from there."""
    for verb in ("rollback", "resume"):
        result, before, first, second, load = in_the_freeze(stage, signal.SIGINT, 0.05, signal.SIGINT, seconds=1.5)
        expect(result.code in (130, -2), "left at once with 130", result)
        result.says("resume", "rollback")
        stage.hactl("check").ended(2).says("CRITICAL")
        time.sleep(0.3)
        stage.hactl(verb, "--json").ended(0, 10)
        if verb == "rollback":
            stage.expect_unchanged(before, result)
        stage.expect_healthy(first if verb == "rollback" else second, result)
        stage.verify(load)


@test()
def test_ctrl_c_before_anything(stage):
    """At many moments before the freeze: 130 while nothing was changed, 2 once it was put back."""
    first, second, _ = stage.roles()
    before = stage.snapshot()
    book = stage.pausing("- freeze:", 1.0)
    for moment in (0.05, 0.3, 0.8, None):
        running = stage.start_switch(second, playbook=book)
        if moment is None:
            running.reaches("sleep", "the rest before the freeze")
        else:
            time.sleep(moment)
        running.signal(signal.SIGINT)
        result = running.wait()
        expect(result.code in (2, 130, -2), "130 or 2", result)
        stage.expect_unchanged(before, result)
        stage.hactl("check").ended(0, 1)
    expect_equal(stage.primary, first, "primary")


@test()
def test_ctrl_c_after_the_commit_point(stage):
    """There is only forward: what is left is owed, and resume pays it."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- stop-following", 0.8))
        running.reaches("committing", "the commit point")
        time.sleep(0.3)
        running.signal(signal.SIGINT)
        result = running.wait().ended(0, 10, 11)
        expect_equal(writable(stage.snapshot()), [second], "writable members", result)
        if result.code:
            expect(result.outcome["owed"], "what is owed is named", result)
            stage.hactl("resume", "--json").ended(0, 10)
    stage.expect_healthy(second, result)
    stage.verify(load, second)


def asleep(stage, before, seconds=5):
    """hactl sleeps for 5 s while it rests before a step of the freeze."""
    first, second, _ = stage.roles()
    world = stage.snapshot()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing(before, 0.5))
        running.reaches(closed, "a freeze")
        running.signal(signal.SIGSTOP)
        time.sleep(seconds)
        running.signal(signal.SIGCONT)
        result = running.wait()
    expect(result.code in (0, 2, 10), "done, or put back", result)
    if result.code == 2:
        stage.expect_unchanged(world, result)
    stage.expect_healthy(first if result.code == 2 else second, result)
    stage.verify(load)
    return result


@test()
def test_asleep_before_catching_up(stage):
    asleep(stage, "- catch-up").ended(2)


@test()
def test_asleep_before_opening(stage):
    asleep(stage, "- together").ended(2)


@test(seconds=200)
def test_asleep_at_any_moment(stage):
    """Stopped for 3 s as soon as a line of the freeze is there, without any rest in the playbook."""
    for line in (6, 11, 12, 13, 14, 15, 17) if not stage.quick else (12, 14):
        first, second, _ = stage.roles()
        with stage.load() as load:
            running = stage.start_switch(second)
            if running.journal_line(line):
                running.signal(signal.SIGSTOP)
                time.sleep(3)
                running.signal(signal.SIGCONT)
            result = running.wait()
        expect(result.code in (0, 2, 10), f"done, or put back (asleep at line {line})", result)
        stage.expect_healthy(first if result.code == 2 else second, result)
        stage.verify(load)
