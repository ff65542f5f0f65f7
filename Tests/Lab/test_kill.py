"""kill -9 of hactl, everywhere; then resume or rollback."""

import random
import time

from stage import Failure, expect, expect_equal, test
from stage.world import writable


def insist(stage, verb):
    """resume or rollback; "held" means: try again, for the servers notice a killed client a moment later."""
    for _ in range(20):
        result = stage.hactl(verb, "--json")
        if result.code != 75:
            return result
        time.sleep(0.25)
    raise Failure(f"expected: the lock of a killed hactl is free soon\n{result}")


def is_open(stage):
    """Whether the newest run has no end in its journal."""
    path = stage.newest_journal()
    with open(path) as file:
        return '"finished"' not in file.read()


def recover(stage, first, second, verb, dead):
    """Ends what a killed run left, either way; who is primary then."""
    if is_open(stage):
        checked = stage.hactl("check").ended(2)
        checked.says("CRITICAL", "hactl resume")
    opened = writable(stage.snapshot()) == [second]
    if verb == "rollback" and is_open(stage):
        result = insist(stage, "rollback")
        if not opened:
            result.ended(0)
            stage.expect_healthy(first, dead, result)
            return first
        result.ended(1).says("resume")
        expect_equal(writable(stage.snapshot()), [second], "rollback after the commit point changes nothing", dead, result)
    if not is_open(stage):
        expect(stage.settles(), "a run that ended left a healthy cluster", dead)
        return stage.primary
    result = insist(stage, "resume").ended(0, 10)
    stage.expect_healthy(second, dead, result)
    return second


def kill_at_lines(stage, step, first_line=1):
    """A run for every line of the journal: killed as soon as it is there."""
    line, number = first_line, 0
    with stage.load() as load:
        while True:
            first, second, _ = stage.roles()
            running = stage.start_switch(second)
            if not running.journal_line(line):
                running.wait().ended(0)
                break
            dead = running.kill()
            recover(stage, first, second, ("resume", "rollback")[(number // 2 + number) % 2], f"killed at line {line}\n{dead}")
            stage.notes[:] = stage.notes[-4:]
            line, number = line + step, number + 1
    expect(line > 30, "a journal of many lines", line)
    stage.verify(load)


@test(seconds=600)
def test_at_every_line(stage):
    """Every second line on one flavour, those between on the other: two halves of the same walk, in half the time."""
    odd = 1 if stage.flavour == "mysql" else 2
    kill_at_lines(stage, 8 if stage.quick else 2, odd)


@test(lab=["--semi-sync", "--events"], seconds=300)
def test_at_every_fourth_line_with_semi_sync_and_events(stage):
    kill_at_lines(stage, 11 if stage.quick else 4)


@test(seconds=300)
def test_at_random_moments_of_the_freeze(stage):
    """Between the lines, too; and the run that goes on is killed as well."""
    random.seed(20)
    with stage.load() as load:
        for number in range(3 if stage.quick else 12):
            first, second, _ = stage.roles()
            moment = random.uniform(0, 0.04)
            running = stage.start_switch(second)
            running.reaches('"Close ', "a line about closing")
            time.sleep(moment)
            dead = running.kill()
            if number % 3 == 2 and is_open(stage):
                again = stage.start("resume", "--json")
                time.sleep(random.uniform(0.1, 0.8))
                dead = f"{dead}\n{again.kill()}"
            recover(stage, first, second, ("rollback", "resume")[number % 2], f"killed {moment * 1000:.1f} ms into the freeze\n{dead}")
    stage.verify(load)


@test()
def test_the_way_back_is_killed(stage):
    """Killed in the freeze; the rollback is killed; the next rollback ends it."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- catch-up", 1.0))
        running.reaches(lambda line, _: "satisfied" in line and "Close " in line, "a closed primary")
        dead = running.kill()
        expect_equal(writable(stage.snapshot()), [], "writable members in the freeze", dead)
        back = stage.start("rollback", "--json")
        time.sleep(0.35)
        back.kill()
        expect(insist(stage, "rollback").code in (0, 1), "the next rollback ends it, or finds nothing left")
        stage.expect_healthy(first)
    stage.verify(load, first)


@test()
def test_a_dead_run_is_not_run_over(stage):
    """While a run is open, a new one does not begin on top of a frozen primary."""
    first, second, _ = stage.roles()
    running = stage.start_switch(second, playbook=stage.pausing("- catch-up", 1.0))
    running.reaches(lambda line, _: "satisfied" in line and "Close " in line, "a closed primary")
    running.kill()
    before = stage.snapshot()
    time.sleep(0.5)
    result = stage.switch(second)
    expect(result.code in (1, 75), "refused", result)
    stage.expect_unchanged(before, result)
    result.says("resume")
    insist(stage, "resume").ended(0, 10)
    stage.expect_healthy(second)
