"""The least rights, as hactl prints them, are enough; and nothing more is asked for."""

import re

from stage import expect, expect_equal, test


def there_and_back(stage, inventory=None, events_move=True):
    """Both ways under load, with the rights that are left."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        for target in (second, first):
            result = stage.switch(target, inventory=inventory).ended(0)
            stage.expect_healthy(target, result)
    stage.verify(load, first)
    return result


def sudoers(stage):
    """What hactl prints for each member."""
    text = stage.hactl("sudoers").ended(0).out
    parts = re.split(r"^# (db\d).*\n", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2]))


def least_rights(stage):
    """What hactl prints, put in place of the lab's ALL on each member."""
    rules = sudoers(stage)
    expect_equal(sorted(rules), sorted(stage.lab.hosts), "a part for every member")
    stage.spoil()
    for name, text in rules.items():
        expect("ALL=(ALL) NOPASSWD: ALL" not in text, "no right to everything", text)
        path = stage.write(f"sudoers.{name}", text)
        inside = f"/proc/{stage.lab.pid(name)}/root/etc/sudoers.d/hactl"
        with open(path) as source, open(inside, "w") as target:
            target.write(source.read())
        checked = stage.run_lab("run", stage.name, name, "--", "visudo", "-c", "-f", "/etc/sudoers.d/hactl", check=False)
        expect(checked.returncode == 0, f"visudo likes the text for {name}", text, checked.stdout, checked.stderr)


@test()
def test_exactly_the_sudoers_that_it_prints(stage):
    """Rules for one host each."""
    least_rights(stage)
    result = there_and_back(stage)
    expect("fallback" not in result.text, "the fast way", result)
    denied = stage.host_shell(stage.primary, "grep -h 'command not allowed' /var/log/auth.log /var/log/sudo.log 2>/dev/null || true")
    expect(not denied, "nothing more is asked for", denied)


@test()
def test_exactly_the_grants_that_it_prints(stage):
    least_account(stage)
    there_and_back(stage, inventory=stage.least_inventory)


@test(lab=["--semi-sync", "--events"])
def test_exactly_the_grants_that_it_prints_with_semi_sync_and_events(stage):
    least_account(stage)
    there_and_back(stage, inventory=stage.least_inventory)


def least_account(stage):
    """An account `least` with what `hactl grants` prints, and an inventory that uses it."""
    printed = stage.hactl("grants").ended(0).out
    server = stage.hactl("grants", "--server", "mysql:9.7" if stage.flavour == "mysql" else "mariadb:10.11").ended(0).out
    expect_equal(server, printed, "the same without looking")
    primary = stage.primary
    password = stage.lab.secret("hactl")
    stage.sql(primary, f"CREATE USER 'least'@'%' IDENTIFIED BY '{password}'")
    statements = [line for line in re.sub(r"(--|#).*", "", printed).replace("\n", " ").split(";") if line.strip()]
    expect(statements and all(statement.strip().startswith("GRANT") for statement in statements), "statements to paste", printed)
    for statement in statements:
        stage.sql(primary, statement.strip().replace("'hactl'@'%'", "'least'@'%'").replace("`hactl`@`%`", "'least'@'%'").replace("hactl@%", "'least'@'%'").replace("hactl@'%'", "'least'@'%'"))
    stage.spoil()
    for name in stage.lab.hosts:
        if name != primary:
            stage.sql(name, "DO SLEEP(0.3)")
    stage.least_inventory = stage.inventory(("sql: {user: hactl,", "sql: {user: least,"))


@test()
def test_a_missing_grant_is_found_before_any_change(stage):
    """Without the right to close the server: 77 or refused, and not in the middle."""
    primary = stage.primary
    if stage.flavour == "mysql":
        stage.sql(primary, "REVOKE SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.* FROM hactl@'%'")
    else:
        stage.sql(primary, "REVOKE SUPER, READ_ONLY ADMIN ON *.* FROM hactl@'%'")
    stage.sql(primary, "DO SLEEP(0.5)")
    stage.spoil()
    before = stage.snapshot()
    result = stage.switch().ended(1, 77)
    result.says("grants")
    stage.expect_unchanged(before, result)


@test()
def test_sudo_that_is_too_little_is_found_before_any_change(stage):
    """The rule for taking the address is missing on the candidate."""
    candidate = stage.candidate
    stage.spoil()
    with open(f"/proc/{stage.lab.pid(candidate)}/root/etc/sudoers.d/hactl", "w") as file:
        file.write("ops ALL=(root) NOPASSWD: /usr/bin/true\n")
    before = stage.snapshot()
    result = stage.switch(candidate).ended(1, 77)
    result.says("sudo", candidate)
    stage.expect_unchanged(before, result)


@test()
def test_an_sshd_that_forwards_no_ports(stage):
    """The replication account can't be tried then: that is told, and stops nothing."""
    for name in stage.lab.hosts:
        stage.host_shell(
            name, "sed -i '1i AllowTcpForwarding no' /etc/ssh/sshd_config && kill -HUP $(cat /run/sshd.pid)")
    stage.spoil()
    result = stage.switch(stage.candidate).ended(0)
    result.says("could not be tried")
