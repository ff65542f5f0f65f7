"""What a look at the world refuses: exit 1 (or 69, 77), the fact by name, and nothing is changed."""

from stage import expect, skip, test


def refused(stage, *words, to="db2", codes=(1,), arguments=(), **options):
    """A switchover must be refused before any change."""
    before = stage.snapshot()
    result = stage.switch(to, *arguments, **options).ended(*codes)
    result.says(*words)
    expect("HINT" in result.err or any(event.get("hint") or event.get("details") for event in result.events), "a way out (HINT)", result)
    stage.expect_unchanged(before, result)
    expect(stage.newest_journal() is None, "no run begins", result)
    return result


@test()
def test_sql_port_of_the_primary_is_cut(stage):
    primary = stage.primary
    candidate = stage.candidate
    before = stage.snapshot()
    stage.cut(primary, "operator", 3306)
    result = stage.switch(candidate).ended(1, 69)
    result.says(primary)
    stage.heal_cuts()
    stage.expect_unchanged(before, result)


@test()
def test_sql_port_of_a_replica_is_cut(stage):
    _, candidate, third = stage.roles()
    before = stage.snapshot()
    stage.cut(third, "operator", 3306)
    result = stage.switch(candidate).ended(1, 69)
    result.says(third)
    stage.heal_cuts()
    stage.expect_unchanged(before, result)


@test()
def test_replication_error_on_the_candidate(stage):
    """Duplicate key: error 1062 stops the candidate's applier."""
    primary, candidate, _ = stage.roles()
    local = stage.session(candidate)
    cursor = local.cursor()
    if stage.flavour == "mysql":
        cursor.execute("SET GLOBAL super_read_only = OFF")
    cursor.execute("SET sql_log_bin = 0")
    cursor.execute("INSERT INTO shop.orders (id, note) VALUES (42, 'here first')")
    if stage.flavour == "mysql":
        cursor.execute("SET GLOBAL super_read_only = ON")
    stage.sql(primary, "INSERT INTO shop.orders (id, note) VALUES (42, 'there too')")
    stage.sql(candidate, "DO SLEEP(1)")
    local.close()
    stage.spoil()
    refused(stage, candidate, "1062", to=candidate)


@test()
def test_errant_transaction_on_the_candidate(stage):
    """Written on the replica alone: refused, and its GTID is listed."""
    _, candidate, _ = stage.roles()
    if stage.flavour == "mysql":
        stage.sql(candidate, "SET GLOBAL super_read_only = OFF")
    stage.sql(candidate, "CREATE TABLE shop.stray (id INT)")
    if stage.flavour == "mysql":
        stage.sql(candidate, "SET GLOBAL super_read_only = ON")
        gtid = stage.sql(candidate, "SELECT @@server_uuid")[0][0]
    else:
        gtid = stage.sql(candidate, "SELECT @@gtid_binlog_pos")[0][0].split(",")[-1]
    stage.spoil()
    refused(stage, candidate, gtid, to=candidate)


@test()
def test_long_transaction(stage):
    """Open for longer than the limit, with rows modified."""
    primary = stage.primary
    client = stage.client_session(primary, autocommit=False)
    cursor = client.cursor()
    cursor.execute("INSERT INTO orders (id, note) VALUES (77, 'open')")
    stage.sql(primary, "DO SLEEP(2.5)")
    refused(stage, primary, to=stage.candidate)


@test()
def test_prepared_xa(stage):
    primary = stage.primary
    client = stage.session(primary)
    cursor = client.cursor()
    for statement in ("XA START 'left'", "INSERT INTO shop.orders (id, note) VALUES (78, 'prepared')", "XA END 'left'", "XA PREPARE 'left'"):
        cursor.execute(statement)
    stage.spoil()
    client.close()
    refused(stage, "XA", to=stage.candidate)


@test()
def test_replication_is_stopped(stage):
    _, candidate, _ = stage.roles()
    stage.sql(candidate, "STOP REPLICA" if stage.flavour == "mysql" else "STOP SLAVE")
    stage.spoil()
    refused(stage, candidate, to=candidate)


@test()
def test_delayed_replica(stage):
    """A candidate that applies an hour late on purpose."""
    _, candidate, _ = stage.roles()
    statements = (["STOP REPLICA", "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = 3600", "START REPLICA"] if stage.flavour == "mysql"
                  else ["STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY = 3600", "START SLAVE"])
    for statement in statements:
        stage.sql(candidate, statement)
    stage.sql(candidate, "DO SLEEP(1)")
    stage.spoil()
    refused(stage, candidate, to=candidate)


@test()
def test_two_writers_already(stage):
    _, candidate, _ = stage.roles()
    stage.sql(candidate, "SET GLOBAL read_only = OFF")
    stage.spoil()
    refused(stage, candidate, to=candidate)


@test()
def test_a_dead_candidate(stage):
    primary, candidate, third = stage.roles()
    stage.crash(candidate)
    stage.spoil()
    before = stage.snapshot()
    result = stage.switch(candidate).ended(1, 69)
    result.says(candidate)
    stage.expect_unchanged(before, result)


@test()
def test_a_frozen_replica(stage):
    """It accepts connections and answers nothing: looking ends all the same, and says who."""
    _, candidate, third = stage.roles()
    stage.fault("freeze", third)
    result = stage.switch(candidate, timeout=40).ended(1, 69)
    result.says(third)
    expect(result.seconds < 30, "a look that is bounded", result)
    stage.fault("thaw", third)
    stage.expect_healthy()


@test()
def test_two_at_once(stage):
    """Two operators: the second is told who holds the cluster, exit 75; the first goes on."""
    first, second, third = stage.roles()
    with stage.load() as load:
        winner = stage.start_switch(second, playbook=stage.pausing("- freeze:", 3.0))
        winner.reaches("sleep", "a run that rests")
        same_machine = stage.switch(third).ended(75)
        same_machine.says("ID", "Who", "Since")
        other_machine = stage.switch(third, "--state", f"{stage.home}/other-state")
        other_machine.ended(75).says("ID", "Who", "Since")
        won = winner.wait().ended(0)
    stage.expect_healthy(second, won, same_machine, other_machine)
    stage.verify(load, second)


@test()
def test_many_at_once(stage):
    """Five begin at the same moment, from as many machines: one may win; nobody makes anything worse."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        all_of_them = [stage.start_switch(second, "--state", f"{stage.home}/machine{number}") for number in range(5)]
        results = [one.wait() for one in all_of_them]
    codes = sorted(result.code for result in results)
    expect(set(codes) <= {0, 1, 3, 75}, "done, refused, stale, busy", codes, *results)
    stage.expect_healthy(second if 0 in codes else first, codes)
    stage.verify(load)


@test()
def test_force_unlock(stage):
    """Frees the lock of a hactl that is gone; not without the cluster's name."""
    first, second, _ = stage.roles()
    running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 20.0))
    running.reaches("sleep", "a run that rests")
    stage.hactl("force-unlock").ended(1).says("HINT")
    stage.hactl("force-unlock", "--confirm", stage.name).ended(0)
    result = running.wait()
    expect(result.code in (2, 130), "a run that loses its lock stops and puts back", result)
    result.says("lock")
    stage.expect_healthy(first, result)


@test(flavours="mysql")
def test_group_replication_member(stage):
    """A server that belongs to clusterware is left alone."""
    primary = stage.primary
    try:
        stage.sql(primary, "INSTALL PLUGIN group_replication SONAME 'group_replication.so'")
    except Exception as error:
        skip(f"the tree has no group_replication.so: {error}")
    address = stage.lab.hosts[primary]
    stage.spoil()
    try:
        for statement in ("SET GLOBAL group_replication_group_name = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa'",
                          f"SET GLOBAL group_replication_local_address = '{address}:33061'",
                          "SET GLOBAL group_replication_bootstrap_group = ON", "START GROUP_REPLICATION"):
            stage.sql(primary, statement)
    except Exception as error:
        skip(f"Group Replication does not start here: {error}")
    refused(stage, "Group Replication", to="db1" if primary == "db2" else "db2")


@test()
def test_another_manager_holds_its_lock(stage):
    """MHA and MaxScale lock inside the server; whoever holds that lock manages the cluster."""
    primary = stage.primary
    manager = stage.session(primary)
    name = "maxscale_mariadbmonitor" if stage.flavour == "mariadb" else "MHA_Master_High_Availability_Monitor"
    manager.cursor().execute(f"SELECT GET_LOCK('{name}', 0)")
    result = stage.switch()
    expect(result.code == 1, "refused while another manager is active", result)
