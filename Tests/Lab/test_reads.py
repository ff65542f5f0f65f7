"""Reads through proxies go to whoever is fit: drained before they are repointed, back when they follow, never nobody."""

import datetime
import os
import time

from lablib import proxies
from stage import expect, expect_equal, test
from stage.haproxy import HEAD
from stage.reads import Reads

TWO = ("--proxies", "2")
NAMES = ("px1", "px2")


def rules(stage, **words):
    """The inventory with rules for readers."""
    text = ", ".join(f"{key}: {value}" for key, value in words.items())
    return stage.inventory((HEAD, f"    readers: {{{text}}}\n{HEAD}"))


def reading(stage):
    """Who gets new reading connections, by each proxy's socket."""
    return {name: proxies.reads(stage.lab, name) for name in NAMES}


def expect_reading(stage, names, *evidence):
    """Every proxy gives reads to these."""
    expect_equal(reading(stage), {name: sorted(names) for name in NAMES}, "who gets reads", *evidence)


def reconcile(stage, inventory):
    """What cron does each minute."""
    return stage.hactl("apply", "reconcile", "--yes", "--json", inventory=inventory)


def settled(stage, inventory, names):
    """Reconcile until these get reads: a replica that was started may still be connecting."""
    deadline = time.monotonic() + 30
    while True:
        done = reconcile(stage, inventory).ended(0)
        if reading(stage) == {name: sorted(names) for name in NAMES}:
            return done
        expect(time.monotonic() < deadline, f"reads go to {names}", reading(stage), done)
        time.sleep(0.2)


def threads(stage, verb):
    """STOP or START of replication."""
    return f"{verb} {'SLAVE' if stage.flavour == 'mariadb' else 'REPLICA'}"


def slowly(stage):
    """A switchover in which replicas stand still for a second before they follow."""
    return stage.playbook(("- follow:", f"sql: {{on: replicas, statement: {threads(stage, 'STOP')}, undo: none}}"),
                          ("- follow:", "local: {command: [sleep, '1'], undo: none}"))


def moment(event):
    """When an event was, in seconds."""
    return datetime.datetime.fromisoformat(event["@timestamp"].replace("Z", "+00:00")).timestamp()


def drained_at(result):
    """When the last proxy had drained those who were to be repointed."""
    found = [moment(event) for event in result.events if event.get("kind") == "drain" and event["type"] in ("step_complete", "step_skipped")]
    expect_equal(len(found), len(NAMES), "proxies that have drained", result)
    return max(found)


@test(lab=TWO)
def test_a_switchover_drains_and_brings_back(stage):
    """A client that reads through a proxy sees no error, and comes to no replica that is being repointed, which takes a while here."""
    inventory = rules(stage, recovery="1ms")
    first, second, third = stage.roles()
    settled(stage, inventory, [second, third])
    plan = stage.hactl("plan", "switchover", "--to", second, inventory=inventory).ended(0)
    plan.says(f"reads through px1: {second}, {third} -> {first}, {third}", f"new reads through px1: {second}, {third} -> {second}")
    book = slowly(stage)
    with stage.load(eye_ms=5, through=NAMES) as load, Reads(stage, NAMES) as reads:
        for target in (second, first):
            result = stage.hactl("apply", book, "--to", target, "--yes", "--json", inventory=inventory).ended(0)
            expect_equal(reads.stale(since=drained_at(result)), [], "reads of old data by who came after the drain", result)
            expect_reading(stage, [name for name in stage.lab.hosts if name != target], result)
            back = time.time()
            deadline = time.monotonic() + 20
            while reads.names(since=back) != sorted(name for name in stage.lab.hosts if name != target):
                expect(time.monotonic() < deadline, "reads come to every replica again", reads.names(since=back), result)
                time.sleep(0.1)
    expect_equal(reads.errors, [], "errors that readers saw", result)
    stage.verify(load, first)
    stage.hactl("topology", inventory=inventory).ended(0).says(f"px1 at 10.77.0.31:3306 -> {first}, reads -> ")
    reconcile(stage, inventory).ended(0).says("Nothing to do")


@test(lab=TWO)
def test_a_stopped_replica_gets_nothing(stage):
    """Reconcile drains it, and brings it back; the next run finds nothing to do."""
    inventory = rules(stage, recovery="1ms")
    first, second, third = stage.roles()
    settled(stage, inventory, [second, third])
    with Reads(stage, NAMES) as reads:
        stage.sql(third, threads(stage, "STOP"))
        moved = reconcile(stage, inventory).ended(0)
        expect_reading(stage, [second], moved)
        expect_equal(reads.stale(since=time.time()), [], "reads of old data", moved)
        stage.sql(second, threads(stage, "STOP"))
        last = reconcile(stage, inventory).ended(0)
        expect_reading(stage, [first], last)
        for name in (second, third):
            stage.sql(name, threads(stage, "START"))
        settled(stage, inventory, [second, third])
        reconcile(stage, inventory).ended(0).says("Nothing to do", "px1 gives reads to")
    expect_equal(reads.errors, [], "errors that readers saw", moved)


@test(lab=TWO)
def test_nobody_is_fit(stage):
    """Where the primary may not serve and nobody else can, everything stays; so does what a person has taken out."""
    inventory = rules(stage, recovery="1ms", primary="never")
    first, second, third = stage.roles()
    settled(stage, inventory, [second, third])
    for name in (second, third):
        stage.sql(name, threads(stage, "STOP"))
    reconcile(stage, inventory).ended(0).says("Nothing to do", "its receiver is stopped")
    expect_reading(stage, [second, third])
    for name in (second, third):
        stage.sql(name, threads(stage, "START"))
    for name in NAMES:
        proxies.ask(stage.lab, name, f"set server shop_readers/{third} state maint")
    settled(stage, inventory, [second])
    result = stage.switch(second, inventory=inventory).ended(0)
    expect_reading(stage, [first], result)
    for name in NAMES:
        proxies.ask(stage.lab, name, f"set server shop_readers/{third} state ready")
    expect_reading(stage, [first, third], result)


@test(lab=TWO)
def test_a_reload_forgets(stage):
    """The file says nothing of who is fit: the next run says it again."""
    inventory = rules(stage, recovery="1ms")
    _, second, third = stage.roles()
    settled(stage, inventory, [second, third])
    stage.run_lab("reload", stage.name, "px1")
    expect_equal(proxies.reads(stage.lab, "px1"), sorted(stage.lab.hosts), "after a reload everybody gets reads")
    stage.hactl("check", inventory=inventory).says("P34", "px1 gives reads to")
    settled(stage, inventory, [second, third])


@test(lab=TWO)
def test_a_dead_primary_gets_nothing(stage):
    """It served reads, too. A failover closes it, and ends what hangs there; a rejoin brings it back."""
    inventory = rules(stage, recovery="1ms", primary="always")
    first, _, _ = stage.roles()
    settled(stage, inventory, stage.lab.hosts)
    with stage.load(eye_ms=5, interval_ms=1_000, through=("px1",)) as load:
        load.rests()
        stage.crash(first)
        result = stage.fail_over(inventory=inventory).ended(0)
        rest = [name for name in stage.lab.hosts if name != first]
        expect_reading(stage, rest, result)
        with Reads(stage, NAMES) as reads:
            deadline = time.monotonic() + 20
            while reads.names() != sorted(rest):
                expect(time.monotonic() < deadline, "reads come to everybody else", reads.names(), result)
                time.sleep(0.1)
        expect_equal(reads.errors, [], "errors that readers saw", result)
    new = stage.primary
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json", inventory=inventory).ended(0)
    expect_reading(stage, stage.lab.hosts, back)
    stage.expect_healthy(new, result, back, seconds=20)
    stage.verify(load, new)


@test(lab=TWO)
def test_a_proxy_that_is_gone(stage):
    """It is owed each time, and nobody else waits for it."""
    _, second, third = stage.roles()
    inventory = stage.inventory((HEAD, f"    readers: {{recovery: 1ms}}\n    proxy-quorum: 1\n{HEAD}"))
    settled(stage, inventory, [second, third])
    stage.fault("power-off", "px2")
    stage.sql(third, threads(stage, "STOP"))
    reconcile(stage, inventory).ended(10).says("px2")
    expect_equal(proxies.reads(stage.lab, "px1"), [second], "who gets reads")
    before = sorted(os.listdir(f"{stage.home}/state"))
    again = reconcile(stage, inventory).ended(10).says("Nothing to do", "Owed: px2 can't be seen")
    expect_equal(sorted(os.listdir(f"{stage.home}/state")), before, "no lock is held for what can't be done", again)
    stage.sql(third, threads(stage, "START"))
    deadline = time.monotonic() + 30
    while proxies.reads(stage.lab, "px1") != sorted([second, third]):
        reconcile(stage, inventory).ended(10)
        expect(time.monotonic() < deadline, "it comes back")
    result = stage.switch(second, inventory=inventory).ended(10)
    result.says("px2")
    expect_equal(proxies.reads(stage.lab, "px1"), sorted(name for name in stage.lab.hosts if name != second), "who gets reads", result)
    stage.spoil()
