"""A playbook's own steps: run, sql, local; with check, undo, timeout; what they are told; and what validate refuses."""

import os

from stage import expect, expect_equal, test

TABLE = "CREATE TABLE IF NOT EXISTS hactl.own (id INT PRIMARY KEY, note VARCHAR(30))"


def local(script, undo="none", **more):
    """A local step that runs a shell script."""
    back = f"[sh, -c, '{undo}']" if undo != "none" else "none"
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"local: {{command: [/bin/sh, -c, '{script}'], undo: {back}{extra}}}"


def on_host(member, script, undo="none", **more):
    """The same on a member's host."""
    return local(script, undo, **more).replace("local: {", f"run: {{on: {member}, ")


def read(path):
    """What a step wrote."""
    with open(path) as file:
        return file.read()


@test()
def test_own_steps_of_every_kind(stage):
    """Each is done once, in its place, with its undo untouched."""
    first, second, _ = stage.roles()
    stage.sql(first, TABLE)
    stage.sql(first, "DELETE FROM hactl.own")
    log = f"{stage.home}/log"
    book = stage.playbook(
        ("- sync: {on: candidate}", local(f"echo local-before >> {log}", f"echo local-undo >> {log}")),
        ("- sync: {on: candidate}", on_host("primary", "echo run-before >> /tmp/own", "echo run-undo >> /tmp/own", timeout="5s")),
        ("- sync: {on: candidate}", 'sql: {on: primary, statement: "INSERT INTO hactl.own VALUES (1, \'sql-before\')", undo: "DELETE FROM hactl.own WHERE id = 1"}'),
        ("- catch-up", local(f"echo local-freeze >> {log}")),
        ("- stop-following", on_host("candidate", "id -un >> /tmp/own", **{"as-root": "true"})),
        ("- verify", local(f"echo local-after >> {log}")))
    stage.hactl("validate", book).ended(0)
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait().ended(0)
    expect_equal(read(log).split(), ["local-before", "local-freeze", "local-after"], "what the local steps did", result)
    expect_equal(stage.host_shell(first, "cat /tmp/own; rm /tmp/own").split(), ["run-before"], "what the run step did", result)
    expect_equal(stage.host_shell(second, "cat /tmp/own; rm /tmp/own").split(), ["root"], "who the step as root was", result)
    expect_equal(stage.sql(second, "SELECT note FROM hactl.own")[0][0], "sql-before", "what the sql step did", result)
    stage.expect_healthy(second, result)
    stage.verify(load, second)


@test()
def test_what_a_step_is_told(stage):
    """HACTL_* and orchestrator's ORC_*, here and on a host."""
    first, second, _ = stage.roles()
    here = f"{stage.home}/environment"
    book = stage.playbook(("- sync: {on: candidate}", local(f"env > {here}")),
                          ("- sync: {on: candidate}", on_host("candidate", "env > /tmp/environment")))
    result = stage.start_switch(second, playbook=book).wait().ended(0)
    addresses = stage.lab.hosts
    wanted = {"HACTL_CLUSTER": stage.name, "HACTL_OLD_PRIMARY": first, "HACTL_NEW_PRIMARY": second, "HACTL_VIP": "10.77.0.50",
              "HACTL_OLD_PRIMARY_ADDRESS": f"{addresses[first]}:3306", "HACTL_NEW_PRIMARY_ADDRESS": f"{addresses[second]}:3306",
              "HACTL_RUN": result.outcome["run"], "ORC_FAILED_HOST": addresses[first], "ORC_FAILED_PORT": "3306",
              "ORC_SUCCESSOR_HOST": addresses[second], "ORC_SUCCESSOR_PORT": "3306", "ORC_FAILURE_CLUSTER_ALIAS": stage.name,
              "ORC_COMMAND": "graceful-master-takeover"}
    for where, text in (("here", read(here)), ("on the candidate", stage.host_shell(second, "cat /tmp/environment"))):
        found = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        wrong = {name: (value, found.get(name)) for name, value in wanted.items() if found.get(name) != value}
        expect(not wrong, f"the environment of a step {where}", wrong, result)
        stage.expect_no_secret(text, f"the environment of a step {where} (I10)")


@test()
def test_a_failure_before_the_commit_point_undoes_the_others(stage):
    """In the freeze a step fails: what the others did is put back, last first."""
    first, second, _ = stage.roles()
    stage.sql(first, TABLE)
    stage.sql(first, "DELETE FROM hactl.own")
    stage.sql(first, "DO SLEEP(0.3)")
    log = f"{stage.home}/log"
    before = stage.snapshot()
    book = stage.playbook(
        ("- sync: {on: candidate}", local(f"echo one >> {log}", f"echo undo-one >> {log}")),
        ("- sync: {on: candidate}", on_host("primary", "touch /tmp/own-flag", "rm -f /tmp/own-flag")),
        ("- sync: {on: candidate}", 'sql: {on: primary, statement: "INSERT INTO hactl.own VALUES (2, \'x\')", undo: "DELETE FROM hactl.own WHERE id = 2"}'),
        ("- sync: {on: candidate}", local(f"echo two >> {log}", f"echo undo-two >> {log}")),
        ("- catch-up", local("exit 3")))
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait().ended(2)
    result.says("sh")
    words = read(log).split()
    expect_equal(words[:2], ["one", "two"], "what was done", result)
    expect_equal(words[2:4], ["undo-two", "undo-one"], "what was undone, last first", words, result)
    expect_equal(stage.host_shell(first, "ls /tmp/own-flag 2>/dev/null || echo gone").strip(), "gone", "the run step is undone", result)
    expect_equal(stage.sql(first, "SELECT COUNT(*) FROM hactl.own")[0][0], 0, "the sql step is undone", result)
    stage.expect_unchanged(before, result)
    stage.verify(load, first)


@test()
def test_a_step_that_hangs(stage):
    """Its timeout ends it; before the commit point everything goes back, and writes flow again within the budget."""
    first, second, _ = stage.roles()
    before = stage.snapshot()
    book = stage.playbook(("- catch-up", on_host("candidate", "sleep 60", timeout="1s")))
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait().ended(2)
    expect(result.seconds < 30, "an end soon", result)
    expect(load.report["longest_gap_ms"] < 5000, "writes flow again soon (I11)", load.report["longest_gap_ms"], result)
    stage.expect_unchanged(before, result)
    stage.verify(load, first)
    book = stage.playbook(("- sync: {on: candidate}", local("sleep 60", timeout="1s")))
    stage.start_switch(second, playbook=book).wait().ended(2)
    stage.expect_unchanged(before)
    book = stage.playbook(("- sync: {on: candidate}", 'sql: {on: primary, statement: "DO SLEEP(60)", undo: none, timeout: 1s}'))
    stage.start_switch(second, playbook=book).wait().ended(2)
    stage.expect_unchanged(before)
    running = stage.sql(first, "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP%'")[0][0]
    expect_equal(running, 0, "statements that still run in the server")


@test()
def test_a_failure_after_the_commit_point_is_owed(stage):
    first, second, _ = stage.roles()
    flag = f"{stage.home}/flag"
    book = stage.playbook(("- write-marker", local(f"test -e {flag}")))
    with stage.load() as load:
        result = stage.start_switch(second, playbook=book).wait().ended(10)
    expect(result.outcome["owed"], "what is owed", result)
    stage.expect_healthy(second, result)
    run = next(event["run"] for event in result.events if event["type"] == "run_start")
    stage.hactl("check").ended(2).says("R01", run, f"hactl ack {run}")
    stage.hactl("ack", run).ended(0).says(f"{run} is acknowledged")
    expect("R01" not in stage.hactl("check").text, "a run that a person has closed is no finding")
    stage.hactl("resume", "--json").ended(0).says("No run of")
    with open(flag, "w"):
        pass
    stage.hactl("resume", run, "--json").ended(0)
    stage.expect_healthy(second, result)
    stage.verify(load, second)


@test()
def test_a_check_that_holds(stage):
    """A step whose check holds is not run; one whose check doesn't is."""
    first, second, _ = stage.roles()
    log, flag = f"{stage.home}/log", f"{stage.home}/flag"
    with open(flag, "w"):
        pass
    book = stage.playbook(
        ("- sync: {on: candidate}", local(f"echo needless >> {log}", check=f"[test, -e, {flag}]")),
        ("- sync: {on: candidate}", local(f"echo needed >> {log}", check=f"[test, -e, {flag}.none]")))
    result = stage.start_switch(second, playbook=book).wait().ended(0)
    expect_equal(read(log).split(), ["needed"], "what was run", result)
    stage.expect_healthy(second, result)


@test()
def test_resume_does_not_repeat_a_step(stage):
    """Killed after a step of one's own was done: resume does the rest; the step's check tells that it is done."""
    first, second, _ = stage.roles()
    log = f"{stage.home}/log"
    book = stage.playbook(("- sync: {on: candidate}", local(f"echo once >> {log}", f"echo undo >> {log}", check=f"[test, -e, {log}]")),
                          ("- catch-up", "local: {command: [sleep, '1'], timeout: 30s, undo: none}"))
    running = stage.start_switch(second, playbook=book)
    running.reaches(lambda line, _: "satisfied" in line and "Close " in line, "a freeze")
    dead = running.kill()
    import time
    time.sleep(0.5)
    result = stage.hactl("resume", "--json").ended(0, 10)
    expect_equal(read(log).split(), ["once"], "what was run", dead, result)
    stage.expect_healthy(second, dead, result)


BAD = {
    "two writers": ("replace", "- close: {on: primary}\n", "", ("close", "read-only", "writ")),
    "an unfinished candidate": ("replace", "        - catch-up: {on: candidate}\n", "", ("lacks", "everything", "catch")),
    "no way back": ("insert", "- catch-up", "local: {command: [touch, /tmp/x]}", ("undo", "way back")),
    "no such step": ("insert", "- catch-up", "cath-up: {on: candidate}", ("catch-up",)),
    "no such argument": ("insert", "- catch-up", "catch-up: {upon: candidate}", ("upon",)),
    "no such check": ("replace", "  - gtid\n", "  - gttid\n", ("gttid",)),
    "no open": ("replace", "            - open: {on: candidate}        # the commit point\n", "", ()),
}


@test()
def test_bad_playbooks_are_refused(stage):
    """By validate, which looks at no server, and by apply, before any change; with the order of events."""
    before = stage.snapshot()
    with open(f"{stage.source}/Playbooks/switchover.yaml") as file:
        text = file.read()
    for name, (kind, old, new, words) in BAD.items():
        if kind == "replace":
            expect(old in text, f"the playbook has {old!r}")
            book = stage.write("bad.yaml", text.replace(old, new))
        else:
            book = stage.playbook((old, new), name="bad.yaml")
        validated = stage.hactl("validate", book).ended(1, 78)
        expect(not words or any(word in validated.text for word in words), f"words about {name}: one of {words}", validated)
        result = stage.hactl("apply", book, "--to", stage.candidate, "--yes", "--json")
        expect(result.code in (1, 78), f"{name} is refused by apply", result)
        stage.expect_unchanged(before, result)
    left = [name for name in os.listdir(f"{stage.home}/state") if not name.endswith(".lock")]
    expect(not left, "no journal", left)


@test()
def test_the_built_in_playbook_is_fine(stage):
    stage.hactl("validate", "switchover").ended(0).says("fine")
    stage.hactl("validate", f"{stage.source}/Playbooks/switchover.yaml").ended(0)
