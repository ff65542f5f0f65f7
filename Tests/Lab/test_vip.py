"""The writer's address: who has it, and who else."""

from stage import expect, expect_equal, test


def refused(stage, *words, **options):
    """Refused before any change."""
    before = stage.snapshot()
    result = stage.switch("db2" if stage.primary != "db2" else "db1", **options).ended(1)
    result.says(*words)
    stage.expect_unchanged(before, result)
    return result


@test()
def test_a_stranger_has_it_too(stage):
    """A host that hactl doesn't know answers for the address (row 58). The network is asked right before the freeze, for an
    answer of the plan's time proves nothing: so the run goes back, and nothing was changed."""
    stage.add_vip("client")
    before = stage.snapshot()
    result = stage.switch().ended(2)
    result.says("10.77.0.50")
    stage.expect_unchanged(before, result)


@test()
def test_nobody_has_it(stage):
    stage.drop_vip(stage.primary)
    refused(stage, "10.77.0.50")
    stage.spoil()


@test()
def test_a_replica_has_it_too(stage):
    _, second, third = stage.roles()
    stage.add_vip(third)
    stage.spoil()
    refused(stage, third)


@test()
def test_the_candidate_has_it_too(stage):
    _, second, _ = stage.roles()
    stage.add_vip(second)
    stage.spoil()
    refused(stage, second)


@test()
def test_a_wrong_interface(stage):
    """The interface of the inventory is on no host: named, with the way out."""
    path = stage.inventory(("interface: eth0", "interface: bond7"))
    result = refused(stage, "bond7", inventory=path)
    expect("HINT" in result.err, "a way out (HINT)", result)


@test()
def test_a_stranger_takes_it_in_the_freeze(stage):
    """After the look and the question to the network: the switchover may end either way, but the observer's writer holds
    it, and hactl tells the truth."""
    first, second, _ = stage.roles()
    running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
    running.reaches("sleep", "the rest before the freeze")
    stage.add_vip("client")
    result = running.wait().ended(0, 2, 10, 11)
    stage.drop_vip("client")
    stage.expect_healthy(first if result.code == 2 else second, result)


@test()
def test_without_an_address(stage):
    """An inventory without a writer address: the roles move, the address stays."""
    first, second, third = stage.roles()
    path = stage.inventory(("    writer: {vip: 10.77.0.50/24, interface: eth0}\n", ""))
    stage.drop_vip(first)
    stage.spoil()
    result = stage.switch(second, inventory=path).ended(0)
    seen = stage.snapshot()
    expect_equal([name for name, one in seen.items() if one.get("read_only") == 0], [second], "writable members", result)
    expect_equal([name for name, one in seen.items() if one.get("vip")], [], "holders of the address", result)
