"""Reconcile leads proxies to the primary that lead writes elsewhere: after they were out of reach, or edited."""

import time

from lablib import proxies
from stage import expect, expect_equal, test
from stage.haproxy import HEAD, edit, routes

TWO = ("--proxies", "2")
NAMES = ("px1", "px2")


def reconcile(stage, inventory=None):
    """What cron does each minute."""
    return stage.hactl("apply", "reconcile", "--yes", "--json", inventory=inventory)


def settled(stage, inventory=None):
    """Reconcile until nothing is left to do: a replica that was started may still be connecting."""
    deadline = time.monotonic() + 30
    while "Nothing to do" not in reconcile(stage, inventory).ended(0).text:
        expect(time.monotonic() < deadline, "nothing is left to do")
        time.sleep(0.2)


def led(name):
    """How a proxy is that leads to a member alone, now and after a reload."""
    return {"running": [name], "written": [name], "left": []}


def with_quorum(stage):
    """The inventory, by which one proxy is enough."""
    return stage.inventory((HEAD, f"    readers: {{recovery: 1ms}}\n    proxy-quorum: 1\n{HEAD}"))


@test(lab=TWO)
def test_one_that_was_cut_off(stage):
    """It leads to the old primary, which is read-only, and holds clients there. The next run of cron leads it, and its file, and ends them."""
    first, second, _ = stage.roles()
    inventory = with_quorum(stage)
    settled(stage, inventory)
    stage.cut("px2")
    result = stage.switch(second, inventory=inventory).ended(10)
    result.says("px2")
    stage.heal_cuts()
    expect_equal(routes(stage), {"px1": led(second), "px2": led(first)}, "where the proxies lead", result)
    plan = stage.hactl("plan", "reconcile", inventory=inventory).ended(0)
    plan.says(f"writes through px2: {first} -> {second}", "1 endpoint to move")
    expect_equal(routes(stage)["px2"], led(first), "a plan changes nothing", plan)
    done = reconcile(stage, inventory).ended(0)
    expect_equal(routes(stage), {name: led(second) for name in NAMES}, "where the proxies lead", done)
    settled(stage, inventory)
    with stage.load(eye_ms=5, through=NAMES) as load:
        stage.run_lab("reload", stage.name, "px2")
        time.sleep(0.5)
    stage.expect_healthy(second, done, seconds=20)
    stage.verify(load, second)


@test(lab=TWO)
def test_a_file_that_would_lead_elsewhere(stage):
    """Now it leads right; after a reload it would lead to a replica. The file is mended before that."""
    first, second, _ = stage.roles()
    settled(stage)
    edit(stage, "px1", f"server {second} {stage.lab.hosts[second]}:3306 disabled", f"server {second} {stage.lab.hosts[second]}:3306")
    stage.hactl("topology").ended(0).says("elsewhere after a reload")
    done = reconcile(stage).ended(0)
    expect_equal(routes(stage), {name: led(first) for name in NAMES}, "where the proxies lead", done)
    settled(stage)


@test(lab=TWO)
def test_in_doubt_nothing_is_led(stage):
    """A replica that can't be asked may be the one to whom clients have gone: it is said, and owed, until it is seen."""
    first, second, third = stage.roles()
    settled(stage)
    proxies.ask(stage.lab, "px2", f"set server shop_writer/{third} state ready; set server shop_writer/{first} state maint")
    stage.cut("operator", third)
    owing = reconcile(stage).ended(10).says(third, "may take writes")
    expect_equal(routes(stage)["px2"]["running"], [third], "nothing was led", owing)
    stage.heal_cuts()
    deadline = time.monotonic() + 20
    while routes(stage) != {name: led(first) for name in NAMES}:
        expect(time.monotonic() < deadline, "it is led once everybody is seen", routes(stage), reconcile(stage))
    settled(stage)
    stage.expect_healthy(first)


@test(lab=TWO)
def test_a_flaw_concerns_one_alone(stage):
    """A socket that lets nobody change: that proxy is owed, the other is led."""
    first, second, _ = stage.roles()
    settled(stage)
    for name in NAMES:
        proxies.ask(stage.lab, name, f"set server shop_writer/{second} state ready; set server shop_writer/{first} state maint")
    edit(stage, "px1", "level admin", "level operator")
    edit(stage, "px1", f"server {second} {stage.lab.hosts[second]}:3306 disabled", f"server {second} {stage.lab.hosts[second]}:3306")
    edit(stage, "px1", f"server {first} {stage.lab.hosts[first]}:3306", f"server {first} {stage.lab.hosts[first]}:3306 disabled")
    stage.run_lab("reload", stage.name, "px1")
    owing = reconcile(stage).ended(10).says("px1", "level admin")
    expect_equal(routes(stage)["px2"], led(first), "where px2 leads", owing)
    expect_equal(routes(stage)["px1"]["running"], [second], "where px1 leads", owing)
    reconcile(stage).ended(10).says("Nothing to do", "Owed: px1: its admin socket")
    stage.spoil()
