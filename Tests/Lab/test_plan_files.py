"""A saved plan is applied only to the world it was made for: exit 3, the fact is named, nothing changes."""

import hashlib
import json
import os

from stage import expect, expect_equal, test


def saved(stage, to=None, *more):
    """A plan file."""
    path = f"{stage.home}/saved.plan"
    stage.hactl("plan", "switchover", "--to", to or stage.candidate, "-o", path, *more).ended(0)
    return path


def refused(stage, path, *words, before=None, **options):
    """apply must refuse the plan and change nothing."""
    before = before or stage.snapshot()
    result = stage.hactl("apply", path, "--json", **options).ended(3)
    result.says(*words)
    stage.expect_unchanged(before, result)
    return result


@test()
def test_a_replica_was_repointed(stage):
    primary, candidate, third = stage.roles()
    path = saved(stage, candidate)
    address = stage.lab.hosts[candidate]
    if stage.flavour == "mysql":
        for statement in ("STOP REPLICA", f"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{address}'", "START REPLICA"):
            stage.sql(third, statement)
    else:
        for statement in ("STOP SLAVE", f"CHANGE MASTER TO MASTER_HOST = '{address}'", "START SLAVE"):
            stage.sql(third, statement)
    stage.spoil()
    stage.sql(third, "DO SLEEP(1)")
    refused(stage, path, third)


@test()
def test_the_writer_was_moved(stage):
    _, candidate, third = stage.roles()
    path = saved(stage, candidate)
    stage.switch(third).ended(0)
    refused(stage, path, third)


@test()
def test_it_expired(stage):
    """The moment of expiry is put into the past, and the digest is made again as hactl makes it: only the clock is left
    to refuse it."""
    path = saved(stage)
    with open(path) as file:
        envelope = json.load(file)
    expect_equal(digest(envelope["plan"]), envelope["sha256"], "the digest as this test makes it")
    envelope["plan"]["expiresAt"] -= 3600 * 1000
    envelope["sha256"] = digest(envelope["plan"])
    with open(path, "w") as file:
        json.dump(envelope, file)
    refused(stage, path, "expired")


def digest(plan):
    """SHA-256 of a plan as hactl writes it."""
    text = json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@test()
def test_it_was_edited(stage):
    primary, candidate, third = stage.roles()
    path = saved(stage, candidate)
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace(f'"{candidate}"', f'"{third}"'))
    refused(stage, path)
    with open(path, "w") as file:
        file.write(text[:len(text) // 2])
    refused(stage, path)


@test()
def test_it_is_of_another_cluster(stage):
    path = saved(stage)
    other = stage.inventory((f"  {stage.name}:\n", "  elsewhere:\n"))
    refused(stage, path, inventory=other)
    refused_with_name = stage.hactl("apply", path, "--json", "--cluster", "elsewhere", inventory=other).ended(3)
    refused_with_name.says(stage.name)


@test()
def test_the_inventory_was_changed(stage):
    path = saved(stage)
    with open(f"{stage.home}/inventory.yaml", "a") as file:
        file.write("    limits: {lag: 7s}\n")
    refused(stage, path, "inventory.yaml")


@test()
def test_the_playbook_was_changed(stage):
    with open(f"{stage.source}/Playbooks/switchover.yaml") as file:
        text = file.read()
    book = stage.write("own.yaml", text)
    path = f"{stage.home}/saved.plan"
    stage.hactl("plan", book, "--to", stage.candidate, "-o", path).ended(0)
    stage.write("own.yaml", text + "# a thought\n")
    refused(stage, path, "own.yaml")


@test()
def test_only_its_owner_reads_it(stage):
    path = saved(stage)
    expect(os.stat(path).st_mode & 0o077 == 0, "a plan that only its owner may read", oct(os.stat(path).st_mode))
