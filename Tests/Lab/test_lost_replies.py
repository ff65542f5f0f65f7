"""Orders arrive, answers are lost: what is unknown is looked at, and nothing is done twice or undone on a guess."""

import time

from stage import expect, expect_equal, test
from stage.world import writable


def answers_lost(stage, victim, port, when, seconds, before="- catch-up", rest=0.0):
    """A switchover during which a member's answers to the operator vanish for a while. (result, load)."""
    first, second, _ = stage.roles()
    book = stage.pausing(before, rest) if rest else "switchover"
    with stage.load() as load:
        running = stage.start_switch(second, playbook=book)
        running.reaches(when, "the moment")
        stage.cut(victim, "operator", port, one_way=True)
        time.sleep(seconds)
        stage.heal_cuts()
        result = running.wait(120)
    return result, load


def judged(stage, result, load, first, second, *more):
    """However it ended: one writer at most, the code tells the truth, and the rest can be done."""
    now = writable(stage.snapshot())
    wanted = {0: [second], 2: [first], 10: [second], 11: [second], 12: [], 13: now}[result.code]
    if result.code == 12:
        expect(now in ([], [first], [second]), "at most one writer", now, result)
    else:
        expect_equal(now, wanted, "writable members (I6)", result)
    if result.code in (10, 11, 12, 13):
        ended = stage.hactl("resume", "--json")
        ended.ended(0, 10, 1)
        if ended.code == 1:
            ended = stage.hactl("rollback", "--json").ended(0)
        now = writable(stage.snapshot())
    stage.expect_healthy(now[0], result, seconds=20)
    stage.verify(load, now[0])


CLOSING = '"title":"Open'        # the last intention of the freeze: closing is what comes next


@test(seconds=200)
def test_sql_answers_of_the_old_primary_while_it_closes(stage):
    """Row 41 at s3: cut from the last line before closing; healed within and after the budget."""
    for seconds in (0.5, 4.0):
        first, second, _ = stage.roles()
        result, load = answers_lost(stage, first, 3306, CLOSING, seconds)
        judged(stage, result, load, first, second)


@test(seconds=200)
def test_sql_answers_of_the_candidate_while_it_opens(stage):
    """Row 41 at s8: the order to open arrives, its answer doesn't."""
    for seconds in (0.5, 4.0, 12.0):
        first, second, _ = stage.roles()
        result, load = answers_lost(stage, second, 3306, "committing", seconds)
        expect(result.code != 2, "opening was tried: there is no way back", result) if seconds > 4 else None
        judged(stage, result, load, first, second)


@test(seconds=200)
def test_sql_answers_of_the_candidate_before_it_opens(stage):
    """The cut stands already when the attempt is made."""
    for seconds in (1.5, 8.0):
        first, second, _ = stage.roles()
        result, load = answers_lost(stage, second, 3306, lambda line, _: "satisfied" in line and "Close " in line, seconds, "- together", 0.5)
        judged(stage, result, load, first, second)


@test(seconds=200)
def test_ssh_answers_of_the_candidate_while_it_takes_the_address(stage):
    """Row 42."""
    for seconds in (0.5, 8.0):
        first, second, _ = stage.roles()
        result, load = answers_lost(stage, second, 22, lambda line, _: "satisfied" in line and "Close " in line, seconds, "- together", 0.5)
        judged(stage, result, load, first, second)


@test(seconds=200)
def test_ssh_answers_of_the_old_primary_while_it_gives_the_address_up(stage):
    first, second, _ = stage.roles()
    result, load = answers_lost(stage, first, 22, "committing", 8.0)
    judged(stage, result, load, first, second)


@test(seconds=200)
def test_all_answers_of_the_old_primary_after_the_commit_point(stage):
    first, second, _ = stage.roles()
    result, load = answers_lost(stage, first, None, lambda line, _: "satisfied" in line and "Open " in line, 6.0)
    expect(result.code in (0, 10, 11), "there is only forward", result)
    judged(stage, result, load, first, second)


@test(seconds=200)
def test_the_operator_is_cut_off_in_the_freeze(stage):
    """Everything from the operator vanishes for 6 s: nothing can be put back meanwhile; the way back's clock is longer
    than that."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- catch-up", 0.5))
        running.reaches(lambda line, _: "satisfied" in line and "Close " in line, "a freeze")
        stage.cut("operator")
        time.sleep(6)
        stage.heal_cuts()
        result = running.wait(120)
    result.ended(2)
    judged(stage, result, load, first, second)
