"""No secret anywhere but where it belongs (I10). What hactl says and writes is looked at after every test of every file; here
is the rest."""

import os
import threading

from stage import expect, test, world
from test_routes import OWN_SSH


def watched(stage, body):
    """argv of every process in the lab while the body runs, looked at as often as can be."""
    stop, seen = threading.Event(), set()

    def look():
        while not stop.is_set():
            seen.update(text for _, text in world.command_lines(stage.lab))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        body()
    finally:
        stop.set()
        watcher.join()
    expect(any("hactl" in text for text in seen), "a watcher that sees hactl", seen)
    for text in seen:
        stage.expect_no_secret(text, "argv")


@test()
def test_no_secret_in_argv(stage):
    watched(stage, lambda: stage.switch(stage.candidate).ended(0))


@test()
def test_no_secret_in_argv_of_the_users_own_ssh(stage):
    inventory = stage.inventory(OWN_SSH, ("sql: {user: hactl,", "sql: {via: ssh, user: hactl,"))
    watched(stage, lambda: stage.switch(stage.candidate, inventory=inventory).ended(0))


@test()
def test_a_command_gives_the_password(stage):
    """Named by its place, as people write it, or looked for in PATH."""
    for program in ("/bin/cat", "cat"):
        path = stage.inventory((f"password: {{file: {stage.lab.path('hactl.pw')}}}",
                                f"password: {{command: [{program}, {stage.lab.path('hactl.pw')}]}}"))
        stage.hactl("check", inventory=path).ended(0)


@test()
def test_no_secret_when_much_is_said(stage):
    """Plan files, journals, history, and errors of the servers that quote statements."""
    second = stage.candidate
    path = f"{stage.home}/it.plan"
    stage.hactl("plan", "switchover", "--to", second, "-o", path, "--json").ended(0)
    stage.hactl("apply", path).ended(0)
    for words in (("history",), ("history", "--json"), ("check", "--json"), ("topology", "--json"), ("grants",), ("sudoers",)):
        stage.hactl(*words)
    stage.expect_no_secret_in_files()
    for folder, _, files in os.walk(f"{stage.home}/state"):
        for name in files:
            mode = os.stat(os.path.join(folder, name)).st_mode
            expect(mode & 0o077 == 0, f"{name} is readable by its owner alone", oct(mode))


@test(flavours="mysql")
def test_no_secret_in_the_servers_own_logs(stage):
    """CHANGE REPLICATION SOURCE … PASSWORD is kept out of general logs and statement history by the server; hactl must not
    smuggle it in another way (prepared text, comments)."""
    for name in stage.lab.hosts:
        stage.sql(name, "SET GLOBAL log_output = 'FILE'")
        stage.sql(name, "SET GLOBAL general_log_file = '/var/lib/mysql/general.log'")
        stage.sql(name, "SET GLOBAL general_log = ON")
    stage.spoil()
    stage.switch(stage.candidate).ended(0)
    for name in stage.lab.hosts:
        text = stage.host_shell(name, "cat /var/lib/mysql/general.log")
        expect("hactl" in text, "a log of what hactl did")
        stage.expect_no_secret(text, f"the general log of {name}")
