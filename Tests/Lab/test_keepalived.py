"""keepalived carries the writer's address, and hactl says on whom."""

import random
import time

from lablib import vrrp
from stage import expect, expect_equal, test
from stage.world import holds_vip, writable
from test_failover import killed, succeeded
from test_kill import recover
from test_rights import least_rights

LAB = ["--keepalived"]


def tracks(stage, names=None):
    """What each member's file says."""
    found = {}
    for name in names or stage.lab.hosts:
        with open(stage.lab.inside(name, vrrp.FILE)) as file:
            found[name] = int(file.read())
    return found


def expect_only(stage, primary, *evidence, names=None):
    """Only the primary may carry the address."""
    names = list(names or stage.lab.hosts)
    expect_equal(tracks(stage, names), {name: vrrp.MAY if name == primary else vrrp.NEVER for name in names}, "the files", *evidence)


def may(stage, name, value):
    """A person writes a member's file."""
    stage.host_shell(name, f"echo {value} >{vrrp.FILE}.new && mv {vrrp.FILE}.new {vrrp.FILE}")


@test(lab=LAB)
def test_there_and_back(stage):
    """Under load, with keepalived's own way of moving it."""
    first, second, _ = stage.roles()
    with stage.load(eye_ms=2) as load:
        for target in (second, first):
            result = stage.switch(target).ended(0)
            stage.expect_healthy(target, result)
            expect_only(stage, target, result)
    stage.verify(load, first)


@test(lab=LAB)
def test_the_plan_says_it(stage):
    """Who reads the plan sees that keepalived moves it; the look at the cluster is content with it."""
    _, second, _ = stage.roles()
    before = stage.snapshot()
    result = stage.hactl("plan", "switchover", "--to", second).ended(0)
    result.says(f"keepalived may carry it on {second}, and no longer on {stage.primary}")
    expect("keepalived runs on" not in result.text, "keepalived is no stranger", result)
    stage.expect_unchanged(before, result)
    stage.hactl("check").ended(0)


@test(lab=LAB)
def test_the_printed_rights_are_enough(stage):
    least_rights(stage)
    first, second, _ = stage.roles()
    for target in (second, first):
        result = stage.switch(target).ended(0)
        stage.expect_healthy(target, result)
    expect_only(stage, first, result)


@test(lab=LAB)
def test_not_led_without_the_inventory(stage):
    """An inventory that does not say so: hactl does not fight VRRP."""
    path = stage.inventory((f", track-file: {vrrp.FILE}", ""))
    before = stage.snapshot()
    result = stage.hactl("apply", "switchover", "--yes", inventory=path).ended(1)
    result.says("keepalived runs on", "track-file")
    stage.expect_unchanged(before, result)


@test(lab=LAB)
def test_another_one_may_carry_it(stage):
    first, _, third = stage.roles()
    may(stage, third, vrrp.MAY)
    before = stage.snapshot()
    result = stage.switch(third).ended(1)
    result.says("P36", third)
    stage.expect_unchanged(before, result)
    may(stage, third, vrrp.NEVER)
    expect_only(stage, first)


@test(lab=LAB)
def test_no_keepalived_on_the_candidate(stage):
    _, second, _ = stage.roles()
    stage.spoil()
    stage.run_lab("stop", stage.name, second, "--service", "keepalived")
    before = stage.snapshot()
    result = stage.switch(second).ended(1)
    result.says("P36", f"keepalived does not run on {second}")
    stage.expect_unchanged(before, result)


@test(lab=LAB, seconds=200)
def test_keepalived_stops_in_the_freeze(stage):
    """A killed one leaves the address behind (2.2) or takes it along (2.3): forward or back, never two writers, and it is said."""
    first, second, _ = stage.roles()
    stage.spoil()
    with stage.load(eye_ms=2) as load:
        running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
        running.reaches("sleep", "the rest before the freeze")
        stage.run_lab("crash", stage.name, first, "--service", "keepalived")
        result = running.wait(timeout=150).ended(0, 2, 10, 11)
    expect_equal(load.report["two_writable"], 0, "moments with two writers (I1)", result)
    expect_equal(len(writable(stage.snapshot())), 1, "writable members", result)
    if result.code == 0:
        stage.expect_healthy(second, result)
    elif result.code != 2:
        result.says(vrrp.VIP, "still carries")


@test(lab=LAB, seconds=300)
def test_killed_in_the_freeze(stage):
    """kill -9 of hactl between its orders to keepalived, then resume or rollback: the address is with whoever takes writes."""
    random.seed(36)
    with stage.load() as load:
        for number in range(3 if stage.quick else 8):
            first, second, _ = stage.roles()
            running = stage.start_switch(second)
            running.reaches('"Close ', "a line about closing")
            time.sleep(random.uniform(0, 0.06))
            dead = running.kill()
            ended = recover(stage, first, second, ("rollback", "resume")[number % 2], dead)
            expect_only(stage, ended, dead)
    stage.verify(load)


@test(lab=LAB + ["--semi-sync"])
def test_a_killed_server(stage):
    """Its host lives: it is told to let go."""
    first = stage.primary
    result, load = killed(stage)
    result.ended(0)
    succeeded(stage, stage.primary, load, result)
    expect_only(stage, stage.primary, result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)


@test(lab=LAB + ["--semi-sync"])
def test_power_off_and_back(stage):
    """Nobody can be told: the new one outbids the old one, which comes back with its file as it was; then it rejoins."""
    first = stage.primary
    stage.spoil()
    path = stage.inventory((f"{first}: {{", f"{first}: {{power-off: [/usr/bin/true], "))
    with stage.load(eye_ms=2, interval_ms=1_000) as load:
        load.rests()
        stage.fault("power-off", first)
        result = stage.fail_over(inventory=path).ended(0)
        time.sleep(0.5)
    second = stage.primary
    succeeded(stage, second, load, result)
    expect_equal(tracks(stage, [second]), {second: 1}, "more than the old one's", result)
    stage.fault("power-on", first)
    expect(holds_vip(stage.lab, second) and not holds_vip(stage.lab, first), f"{second} keeps the address", result)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json").ended(0)
    stage.expect_healthy(second, result, back, seconds=15)
    expect_only(stage, second, back)
    again = stage.switch(first).ended(0)
    stage.expect_healthy(first, again)
    expect_only(stage, first, again)
