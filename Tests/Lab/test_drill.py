"""hactl drill: there and back, with gates on the outage; whatever happens in between, nobody is led blindly."""

import json
import signal
import time

from stage import expect, expect_equal, test
from stage.expect import Failure


def holding(running, within=60):
    """Waits until the way there has ended: the drill holds."""
    deadline = time.monotonic() + within
    while not any(event["type"] == "outcome" for event in running.events):
        if time.monotonic() > deadline or running.process.poll() is not None:
            raise Failure(f"expected: a drill that holds\n{running.wait()}")
        time.sleep(0.02)


@test()
def test_there_and_back(stage):
    """Under load: ends where it began, nothing lost, both outages in the history; a gate that nobody passes ends with 10."""
    first, second, _ = stage.roles()
    with stage.load(eye_ms=2) as load:
        done = stage.hactl("drill", "--to", second, "--hold", "1s", "--yes", "--json").ended(0)
        gated = stage.hactl("drill", "--to", second, "--hold", "200ms", "--outage", "1ms", "--yes").ended(10)
        quiet = stage.hactl("drill", "--to", second, "--hold", "200ms", "--unattended", "-q").ended(0)
    stage.expect_healthy(first, done, gated, quiet)
    stage.verify(load, first)
    told = done.event("drill")
    expect_equal([told["home"], told["guest"], told["is_home"], told["passed"]], [first, second, True, True], "the drill", done)
    expect(len(told["outages_ms"]) == 2 and all(0 < outage < 1000 for outage in told["outages_ms"]), "two outages", done)
    gated.says(f"Drill not passed: {first} is the primary of {stage.name} again.", f"{first} -> {second}: the write outage was", "more than 1ms")
    expect_equal(quiet.text, "", "what is said with -q")
    lines = [json.loads(line) for line in stage.hactl("history", "--json").ended(0).out.splitlines()]
    runs = [line for line in lines if "run" in line]
    expect_equal(sorted(line["run"] for line in runs if line["drill"] == told["runs"][0]), sorted(told["runs"]), "runs of the first drill")
    expect_equal([line["drill"] is not None and line["outage_ms"] is not None for line in runs], [True] * 6, "drills that were measured")
    trend = next(line for line in lines if line.get("type") == "trend")
    expect_equal([trend["cluster"], trend["drills"], len(trend["outages_ms"])], [stage.name, 6, 6], "the trend")
    listed = stage.hactl("history", "--last", "4", "--ascii").ended(0).says("switchover (drill)", f"Outage of switchover of {stage.name}, the last 4 (4 drills): min ")
    expect(listed.out.isascii(), "nothing beyond ASCII", listed)
    drawn = stage.hactl("history", env={"LC_ALL": "C.UTF-8"}).ended(0)
    expect(any(sign in drawn.out for sign in "▁▂▃▄▅▆▇█"), "signs of a trend", drawn)


@test()
def test_ended_by_hand(stage):
    """The first SIGINT ends the hold and the writer goes home; a second one at once leaves it, and says how it goes on."""
    first, second, _ = stage.roles()
    running = stage.start("drill", "--to", second, "--hold", "10m", "--yes", "--json")
    holding(running)
    expect_equal(stage.primary, second, "the primary during the hold")
    running.signal(signal.SIGINT)
    ended = running.wait().ended(10).says("Ending the hold", "the hold was ended by SIGINT")
    stage.expect_healthy(first, ended)
    running = stage.start("drill", "--to", second, "--hold", "10m", "--yes", "--json")
    holding(running)
    running.signal(signal.SIGINT)
    running.signal(signal.SIGINT)
    # The two may come as one, and then the hold alone is ended; or the second meets the way back before its commit point.
    left = running.wait().ended(130, 10, 11)
    stage.expect_healthy(first if left.code == 10 else second, left)
    if left.code == 130:
        left.says("The writer stays where it is")


@test()
def test_somebody_else_acts(stage):
    """A drill begins only where all is well, and leads nobody back whom another run has led elsewhere."""
    first, second, third = stage.roles()
    before = stage.snapshot()
    maintained = stage.inventory((f"  {stage.name}:\n", f"  {stage.name}:\n    policy: {{maintenance: true}}\n"))
    stage.hactl("drill", "--yes", inventory=maintained).ended(1).says("maintenance", "nothing was changed")
    stage.hactl("drill", "--to", first, "--yes").ended(1).says("is the primary already")
    stage.hactl("drill", "--to", second).ended(64).says("nobody to ask")
    stage.expect_unchanged(before)
    running = stage.start("drill", "--to", second, "--hold", "10m", "--yes", "--json")
    holding(running)
    stage.switch(third).ended(0)
    running.signal(signal.SIGTERM)
    refused = running.wait().ended(11).says("moved the writer meanwhile", "was not led back")
    stage.expect_healthy(third, refused)
    stop = "STOP REPLICA" if stage.flavour == "mysql" else "STOP SLAVE"
    stage.sql(first, stop)
    stage.hactl("drill", "--yes").ended(1).says("P05", "is not well; nothing was changed")
    stage.sql(first, stop.replace("STOP", "START"))
    stage.switch(first).ended(0)


@test()
def test_ill_in_the_hold(stage):
    """A replica stops while the writer is away: the hold ends, and the way back is not gone as long as that is so."""
    first, second, third = stage.roles()
    running = stage.start("drill", "--to", second, "--hold", "10m", "--yes", "--json")
    holding(running)
    stop = "STOP REPLICA" if stage.flavour == "mysql" else "STOP SLAVE"
    stage.sql(third, stop)
    ended = running.wait().ended(11).says("the hold was ended after", "P05", f"{first} is not the primary of {stage.name} again")
    expect_equal(stage.primary, second, "the primary", ended)
    stage.sql(third, stop.replace("STOP", "START"))
    stage.switch(first).ended(0)
    stage.expect_healthy(first, ended)
