"""Switchovers where nothing goes wrong."""

import contextlib
import json
import threading
import time

import pymysql
from stage import expect, expect_equal, test


def there_and_back(stage):
    """From the primary to its candidate and back under load, with every invariant asked of an observer."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        there = stage.switch(second).ended(0)
        stage.expect_healthy(second, there)
        back = stage.switch(first).ended(0)
        stage.expect_healthy(first, back)
    for result, primary in ((there, second), (back, first)):
        expect_equal(result.outcome["outcome"], "done", "outcome", result)
        expect_equal(result.outcome["primary"], primary, "primary of the last line (I6)", result)
        expect(result.outcome["outage_ms"] < 2000, "an outage within the budget (I11)", result)
    stage.verify(load, first)


@test()
def test_there_and_back(stage):
    there_and_back(stage)


@test(lab=["--semi-sync", "--events"])
def test_there_and_back_with_semi_sync_and_events(stage):
    there_and_back(stage)


@test(lab=["--members", "2"])
def test_there_and_back_with_two_members(stage):
    there_and_back(stage)


@test(lab=["--members", "5", "--semi-sync"], flavours="mariadb")
def test_there_and_back_with_five_members(stage):
    there_and_back(stage)


@test(lab=["--semi-sync", "--events"])
def test_every_event_keeps_running_once(stage):
    """An event that writes every second goes on where the writer is, and nowhere else."""
    _, second, _ = stage.roles()
    stage.switch(second).ended(0)
    before = stage.sql(second, "SELECT COUNT(*) FROM shop.ticks WHERE at > NOW() - INTERVAL 60 SECOND")[0][0]
    stage.sql(second, "DO SLEEP(2.5)")
    address = stage.lab.hosts[second]
    after = stage.sql(second, "SELECT COUNT(*) FROM shop.ticks WHERE at > NOW() - INTERVAL 60 SECOND")[0][0]
    expect(after > before, "the event runs on the new primary", f"{before} -> {after}")
    last = stage.sql(second, "SELECT host FROM shop.ticks ORDER BY id DESC LIMIT 2")
    expect_equal({row[0] for row in last}, {address}, "who runs the event")


@test(seconds=400)
def test_fifty_in_a_row(stage):
    """There and back under one load."""
    first, second, _ = stage.roles()
    outages = []
    with stage.load() as load:
        for number in range(6 if stage.quick else 50):
            target = (second, first)[number % 2]
            result = stage.switch(target).ended(0)
            outages.append(result.outcome["outage_ms"])
            expect_equal(result.outcome["primary"], target, "primary", result)
            stage.notes[:] = stage.notes[-2:]
    stage.verify(load, first)
    stage.expect_healthy(first)
    print(f"      {stage.flavour}: outages, as hactl measured them: {sorted(outages)} ms; longest gap of the client {load.report['longest_gap_ms']} ms", flush=True)


@test()
def test_a_saved_plan(stage):
    """plan -o, apply FILE, without a question; then there is nothing to do."""
    first, second, _ = stage.roles()
    path = f"{stage.home}/it.plan"
    planned = stage.hactl("plan", "switchover", "--to", second, "-o", path, "--detailed-exitcode").ended(2)
    planned.says("Plan: 1 to promote, 1 to demote")
    before = stage.snapshot()
    stage.expect_unchanged(before)
    stage.hactl("apply", path, "--json").ended(0)
    stage.expect_healthy(second)
    again = stage.hactl("apply", path, "--json")
    expect(again.code in (0, 3), "0 (nothing to do) or 3 (stale)", again)
    stage.expect_healthy(second, again)
    nothing = stage.hactl("plan", "switchover", "--to", second, "--detailed-exitcode").ended(0)
    expect("already" in nothing.text or "nothing to" in nothing.text.lower(), "it says that there is nothing to do", nothing)
    stage.hactl("apply", "switchover", "--to", second, "--yes", "--json").ended(0)
    stage.expect_healthy(second)


@test()
def test_nobody_to_ask(stage):
    """Without a terminal and without --yes nothing happens."""
    before = stage.snapshot()
    stage.hactl("apply", "switchover", "--to", stage.candidate).ended(64).says("HINT")
    stage.expect_unchanged(before)


@test()
def test_history_and_check(stage):
    """A healthy cluster checks well, and runs are kept."""
    second = stage.candidate
    result = stage.switch(second).ended(0)
    listed = stage.hactl("history")
    expect(result.outcome["run"] in listed.ended(0).out, "the run in the history", listed)
    checked = stage.hactl("check")
    expect(checked.code in (0, 1), "OK or WARNING", checked)
    checked.says("HACTL", f"primary={second}")
    stage.hactl("topology").ended(0).says(second)


@test()
def test_read_only_after_a_reboot(stage):
    """Rebooting the old primary, or the new one, never yields a second writer (I12)."""
    first, second, _ = stage.roles()
    stage.switch(second).ended(0)
    stage.fault("reboot", first)
    stage.expect_healthy(second, seconds=20)
    stage.fault("reboot", second)
    seen = stage.snapshot()
    expect_equal([name for name, one in seen.items() if one.get("read_only") == 0], [], "writable members after the writer's reboot (I12)", seen)
    stage.spoil()


@test()
def test_who_stays_is_told(stage):
    """A program that knows the old primary by its own address comes back to it: named at the end, and no reason to fail."""
    first, second, _ = stage.roles()
    done, threads = threading.Event(), []

    def return_again_and_again():
        while not done.is_set():
            with contextlib.suppress(pymysql.MySQLError):
                connection = stage.client_session(first)
                while not done.is_set():
                    connection.ping(reconnect=False)
                    time.sleep(0.02)

    threads.append(threading.Thread(target=return_again_and_again, daemon=True))
    threads[0].start()
    result = stage.start_switch(second, playbook=stage.pausing("- tell-stayers", 0.5)).wait().ended(0)
    done.set()
    threads[0].join(10)
    expect("app from 10.77.0.100" in (result.outcome.get("stayers") or ""), "who is still there", result)
    stage.expect_healthy(second, result)
    result = stage.switch(first).ended(0)
    expect_equal(result.outcome["stayers"], None, "nobody stays", result)


@test()
def test_a_run_is_reported(stage):
    """From its journal alone: text, JSON, and one HTML file that needs nothing else."""
    first, second, _ = stage.roles()
    done = stage.switch(second).ended(0)
    told = stage.hactl("report").ended(0)
    told.says(done.outcome["run"], f"{first} -> {second}", "Close", "write outage", "Evidence:")
    report = json.loads(stage.hactl("report", done.outcome["run"], "--json").ended(0).out)
    expect_equal((report["outcome"], report["outage_ms"]), ("done", done.outcome["outage_ms"]), "how it ended", told)
    results = {step["result"] for step in report["steps"]}
    expect(results <= {"done", "skipped"}, "every step was taken", results)
    page = f"{stage.home}/run.html"
    stage.hactl("report", "--html", page).ended(0)
    with open(page) as file:
        text = file.read()
    expect(text.startswith("<!DOCTYPE html>") and "<svg" in text and done.outcome["run"] in text, "a page", text[:200])
    expect("http" not in text and "<script" not in text, "a page that needs nothing else", text[:200])
    stage.hactl("report", "no-such-run").ended(64)
