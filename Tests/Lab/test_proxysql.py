"""ProxySQL follows the writer, tried on a stand-in that speaks its administrative interface (Lab/lablib/proxysql)."""

import time

from stage import expect, expect_equal, test
from stage.proxysql import ADDRESS, READER, WRITER, ProxySQL

HEAD = "    replication:"


def with_proxies(stage, *entries, more=""):
    """The inventory with these proxies."""
    return stage.inventory((HEAD, f"{more}    proxies:\n{''.join(entries)}{HEAD}"))


def leads_to(stage, node, name, *evidence):
    """What runs, what is in memory and what is on disk name one writer."""
    address = stage.lab.hosts[name]
    for layer in ("runtime_mysql_servers", "main.mysql_servers", "disk.mysql_servers"):
        expect_equal(node.servers(layer), [address], layer, *evidence)


@test()
def test_rows_by_hand(stage):
    """Without replication hostgroups: the writer's row, everything else of it unchanged, at once and after a restart."""
    first, second, _ = stage.roles()
    node = ProxySQL(stage, paired=False)
    node.write_to(first, ", weight=77, comment='ours'")
    path = with_proxies(stage, node.entry())
    with stage.load(eye_ms=2, through=(f"{ADDRESS}:6033",)) as load:
        for target in (second, first):
            result = stage.switch(target, inventory=path).ended(0)
            leads_to(stage, node, target, result)
            time.sleep(0.3)
    expect_equal(node.ask(f"SELECT weight, comment FROM disk.mysql_servers WHERE hostgroup_id={WRITER}"), [("77", "ours")], "the row", result)
    stage.expect_healthy(first, result)
    stage.verify(load, first)


@test()
def test_replication_hostgroups(stage):
    """The monitor follows read_only by itself; hactl does not wait for it, and memory and disk follow, too."""
    first, second, _ = stage.roles()
    node = ProxySQL(stage, paired=True)
    node.write_to(first)
    path = with_proxies(stage, node.entry(paired=True))
    with stage.load(eye_ms=2, through=(f"{ADDRESS}:6033",)) as load:
        result = stage.switch(second, inventory=path).ended(0)
        time.sleep(2.5)  # the monitor has looked at everybody since
    leads_to(stage, node, second, result)
    stage.expect_healthy(second, result)
    stage.verify(load, second)


@test()
def test_somebodys_edits(stage):
    """Another administrator's edits that nobody has loaded: hactl's LOAD would make them live, so it refuses."""
    first, second, _ = stage.roles()
    node = ProxySQL(stage, paired=False)
    node.write_to(first)
    node.ask(f"INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES ({WRITER}, '10.77.0.99', 3306)")
    before = stage.snapshot()
    result = stage.switch(second, inventory=with_proxies(stage, node.entry())).ended(1)
    result.says("P35", "ps1", "nobody has loaded")
    stage.expect_unchanged(before, result)
    expect_equal(node.servers(), [stage.lab.hosts[first]], "what runs", result)


@test()
def test_a_dead_primary_is_forgotten(stage):
    """After a failover it stands in no hostgroup: when it came back writable, the monitor would lead writes to it. A rejoin takes it back
    as a reader."""
    first, _, _ = stage.roles()
    node = ProxySQL(stage, paired=True)
    node.write_to(first)
    path = with_proxies(stage, node.entry(paired=True))
    with stage.load(eye_ms=2, interval_ms=1_000, through=(f"{ADDRESS}:6033",)) as load:
        load.rests()
        stage.crash(first)
        result = stage.fail_over(inventory=path).ended(0)
        time.sleep(0.3)
    new = stage.primary
    leads_to(stage, node, new, result)
    old = stage.lab.hosts[first]
    for layer in ("runtime_mysql_servers", "main.mysql_servers", "disk.mysql_servers"):
        expect(old not in [row[0] for row in node.ask(f"SELECT hostname FROM {layer}")], f"{first} is not in {layer}", result)
    stage.restart_after(first, 0.1)
    stage.fault("start", first)
    back = stage.hactl("apply", "rejoin", "--to", first, "--yes", "--json", inventory=path).ended(0)
    for layer in ("runtime_mysql_servers", "main.mysql_servers", "disk.mysql_servers"):
        expect(old in node.servers(layer, READER), f"{first} serves reads again in {layer}", back)
    leads_to(stage, node, new, back)
    stage.expect_healthy(new, result, back, seconds=20)


@test()
def test_one_of_two_is_dead(stage):
    """With a quorum the other one is led; without it nothing is changed."""
    first, second, _ = stage.roles()
    nodes = [ProxySQL(stage, paired=False, number=number) for number in (0, 1)]
    for node in nodes:
        node.write_to(first)
    nodes[1].crash()
    entries = [node.entry(f"ps{number}") for number, node in enumerate(nodes, 1)]
    before = stage.snapshot()
    result = stage.switch(second, inventory=with_proxies(stage, *entries)).ended(1)
    result.says("P35", "ps2")
    stage.expect_unchanged(before, result)
    result = stage.switch(second, inventory=with_proxies(stage, *entries, more="    proxy-quorum: 1\n")).ended(10)
    leads_to(stage, nodes[0], second, result)
    result.says("ps2")


@test()
def test_a_wrong_password(stage):
    """Said with what was refused, and nothing is changed; nor is the password said."""
    _, second, _ = stage.roles()
    node = ProxySQL(stage, paired=True)
    wrong = stage.write("wrong.pw", "not-this-one\n")
    path = with_proxies(stage, node.entry(paired=True).replace(f"{stage.home}/proxysql.pw", wrong))
    before = stage.snapshot()
    result = stage.switch(second, inventory=path).ended(1)
    result.says("P35", "ps1", "Access denied")
    expect("not-this-one" not in result.text, "the password is not said", result)
    stage.expect_unchanged(before, result)


def readers(node, status="ONLINE", layer="runtime_mysql_servers"):
    """Who has a status among the readers."""
    return [row[0] for row in node.ask(f"SELECT hostname FROM {layer} WHERE hostgroup_id={READER} AND status='{status}' ORDER BY 1")]


@test()
def test_reads_follow_who_is_fit(stage):
    """Drained by status alone, weights untouched: over a switchover, and by reconcile; what is kept on disk is who serves afterwards."""
    first, second, third = stage.roles()
    address = stage.lab.hosts
    node = ProxySQL(stage, paired=True)
    node.ask(f"UPDATE mysql_servers SET weight=7 WHERE hostgroup_id={READER}")
    node.write_to(first)
    path = with_proxies(stage, node.entry(paired=True), more="    readers: {recovery: 1ms}\n")
    done = stage.hactl("apply", "reconcile", "--yes", "--json", inventory=path).ended(0)
    expect_equal(readers(node), sorted([address[second], address[third]]), "who serves reads", done)
    expect_equal(readers(node, "OFFLINE_SOFT"), [address[first]], "who is drained", done)
    stage.hactl("apply", "reconcile", "--yes", inventory=path).ended(0).says("Nothing to do", "ps1 gives reads to")
    with stage.load(eye_ms=2, through=(f"{ADDRESS}:6033",)) as load:
        result = stage.switch(second, inventory=path).ended(0)
        result.says("Drain", "from the reads through ps1")
        time.sleep(2.5)  # the monitor has looked at everybody since
    leads_to(stage, node, second, result)
    for layer in ("runtime_mysql_servers", "main.mysql_servers", "disk.mysql_servers"):
        expect_equal(readers(node, layer=layer), sorted([address[first], address[third]]), f"who serves reads in {layer}", result)
    weights = node.ask(f"SELECT DISTINCT weight FROM mysql_servers WHERE hostgroup_id={READER} AND hostname<>'{address[first]}'")
    expect_equal(weights, [("7",)], "weights", result)
    stage.sql(third, "STOP SLAVE" if stage.flavour == "mariadb" else "STOP REPLICA")
    done = stage.hactl("apply", "reconcile", "--yes", "--json", inventory=path).ended(0)
    expect_equal(readers(node), [address[first]], "who serves reads", done)
    time.sleep(1.5)
    expect_equal(readers(node), [address[first]], "who serves reads after the monitor has looked", done)
    stage.sql(third, "START SLAVE" if stage.flavour == "mariadb" else "START REPLICA")
    deadline = time.monotonic() + 20
    while readers(node) != sorted([address[first], address[third]]):
        expect(time.monotonic() < deadline, "it comes back", readers(node))
        done = stage.hactl("apply", "reconcile", "--yes", "--json", inventory=path).ended(0)
    stage.expect_healthy(second, result)
    stage.verify(load, second)
