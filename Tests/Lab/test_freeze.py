"""What can happen in the freeze because of clients: it ends within its budget, one way or the other."""

import threading
import time

import pymysql

from stage import expect, expect_equal, test


def fails_and_frees(stage, hold, budget=2.0):
    """A switchover that can't close must be put back within its budget, and clients that wait must go on."""
    first, second, _ = stage.roles()
    before = stage.snapshot()
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
        running.reaches("sleep", "the rest before the freeze")
        holder = hold()
        result = running.wait()
        time.sleep(0.5)
        still_open = load.process.poll() is None
    result.ended(2)
    expect(still_open, "a load that goes on")
    stage.expect_unchanged(before, result)
    return result, load, holder, first


@test()
def test_lock_tables(stage):
    """LOCK TABLES … WRITE: closing would wait for it; the server gives up by itself, and nobody stays queued."""
    primary = stage.primary
    client = stage.client_session(primary, autocommit=False)

    def hold():
        client.cursor().execute("LOCK TABLES ticking WRITE")
        return client

    stage.sql(primary, "CREATE TABLE IF NOT EXISTS shop.ticking (id INT PRIMARY KEY)")
    result, load, _, first = fails_and_frees(stage, hold)
    gap = load.report["longest_gap_ms"]
    expect(gap < 4000, "writes that waited are released within the budget (I11)", f"{gap} ms", result)
    client.cursor().execute("UNLOCK TABLES")
    stage.verify(load, first)


@test()
def test_flush_tables_with_read_lock(stage):
    """A backup's lock: nobody writes while it is held, and hactl's try must not make that worse. (P19 is accepted, for on
    MariaDB root may ignore read_only.)"""
    primary = stage.primary
    backup = stage.session(primary)

    def hold():
        backup.cursor().execute("FLUSH TABLES WITH READ LOCK")
        threading.Timer(4.0, lambda: backup.cursor().execute("UNLOCK TABLES")).start()
        return backup

    first, second, _ = stage.roles()
    with stage.load() as load:
        running = stage.start_switch(second, "--accept", "P19", playbook=stage.pausing("- freeze:", 1.0))
        running.reaches("sleep", "the rest before the freeze")
        hold()
        result = running.wait()
        time.sleep(4.5)
    result.ended(0, 2)  # closing does not wait for such a lock on every version; sessions that hold it are ended
    stage.expect_healthy(first if result.code == 2 else second, result)
    stage.verify(load)


@test()
def test_a_long_transaction_that_begins_late(stage):
    """It begins after the look. MySQL's super_read_only waits for commits only; the session is ended, its rows roll back
    everywhere: done, or put back, and nothing in between."""
    first, second, _ = stage.roles()
    client = stage.client_session(first, autocommit=False)
    with stage.load() as load:
        running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
        running.reaches("sleep", "the rest before the freeze")
        client.cursor().execute("INSERT INTO orders (id, note) VALUES (81, 'open')")
        result = running.wait().ended(0, 2)
    try:
        client.commit()
        kept = True
    except pymysql.MySQLError:
        kept = False
    primary = first if result.code == 2 else second
    stage.expect_healthy(primary, result)
    found = stage.sql(primary, "SELECT COUNT(*) FROM shop.orders WHERE id = 81")[0][0]
    expect_equal(found == 1, kept, "an acknowledged commit is there, another is not", result)
    stage.verify(load, primary)


@test()
def test_a_long_select(stage):
    """Reading for seconds holds nothing up."""
    first, second, _ = stage.roles()
    client = stage.client_session(first)

    def read():
        try:
            client.cursor().execute("SELECT SLEEP(20), COUNT(*) FROM orders")
        except Exception:
            pass  # ended in the freeze, as every session

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    time.sleep(0.3)
    with stage.load() as load:
        result = stage.switch(second).ended(0)
    expect(result.outcome["outage_ms"] < 1500, "a reader does not lengthen the outage", result)
    stage.verify(load, second)


@test()
def test_a_lock_of_tables_in_a_transaction_of_metadata(stage):
    """SELECT … FOR UPDATE and a DDL that queues behind it."""
    first, second, _ = stage.roles()
    holder, altering = stage.client_session(first, autocommit=False), stage.client_session(first)
    holder.cursor().execute("SELECT * FROM orders LIMIT 1 FOR UPDATE")
    result_of_ddl = []

    def alter():
        try:
            altering.cursor().execute("ALTER TABLE orders COMMENT = 'waited'")
            result_of_ddl.append("done")
        except Exception as error:  # also what pymysql makes of a connection that the test has closed
            result_of_ddl.append(str(error))

    waiting = threading.Thread(target=alter, daemon=True)
    running = stage.start_switch(second, playbook=stage.pausing("- freeze:", 1.0))
    running.reaches("sleep", "the rest before the freeze")
    waiting.start()
    time.sleep(0.2)
    result = running.wait().ended(0, 2)
    stage.expect_healthy(first if result.code == 2 else second, result)


@test()
def test_an_open_select_for_a_backup(stage):
    """A consistent snapshot that reads for long (mysqldump --single-transaction): nothing waits for it."""
    first, second, _ = stage.roles()
    dump = stage.client_session(first, autocommit=False)
    dump.cursor().execute("START TRANSACTION WITH CONSISTENT SNAPSHOT")
    dump.cursor().execute("SELECT COUNT(*) FROM orders")
    with stage.load() as load:
        running = stage.start_switch(second)
        result = running.wait().ended(0, 1)
    if result.code:
        result.says("P")  # older than the limit by then: refused as a long transaction, by name
    else:
        stage.verify(load, second)
    stage.expect_healthy(first if result.code else second, result)


class Insister(threading.Thread):
    """root writes through the freeze over the socket, and comes back whenever it is ended."""

    def __init__(self, stage, host, comes_back):
        super().__init__(daemon=True)
        self.stage, self.host, self.comes_back = stage, host, comes_back
        self.stopping, self.acknowledged, self.errors = False, [], 0
        self.number = 900_000_000

    def run(self):
        connection = None
        while not self.stopping:
            try:
                connection = connection or self.stage.session(self.host)
                self.number += 1
                connection.cursor().execute(f"INSERT INTO shop.orders (id, note) VALUES ({self.number}, 'root')")
                self.acknowledged.append(self.number)
            except (pymysql.MySQLError, OSError):
                self.errors += 1
                if connection:
                    connection._force_close()
                connection = None
                if not self.comes_back:
                    return
            time.sleep(0.002)


def root_writes_through(stage, comes_back):
    """A privileged session writes all the time, from before the freeze."""
    first, second, _ = stage.roles()
    with stage.load() as load:
        running = stage.start_switch(second, "--accept", "P19", playbook=stage.pausing("- freeze:", 1.0))
        insister = Insister(stage, first, comes_back)
        running.reaches("sleep", "the rest before the freeze")
        insister.start()
        result = running.wait()
        time.sleep(0.2)
        insister.stopping = True
        insister.join(5)
    result.ended(0, 2, 10)
    if result.code == 10:
        # Nobody can keep root from writing to a MariaDB replica: what it wrote there after the switch must be told.
        expect(stage.flavour == "mariadb" and comes_back, "only MariaDB lets it, and only who comes back", result)
        result.says("written after it was closed")
        stage.spoil()
        return result
    primary = first if result.code == 2 else second
    stage.expect_healthy(primary, result)
    stage.verify(load, primary)
    there = {row[0] for row in stage.sql(primary, "SELECT id FROM shop.orders WHERE id > 900000000 AND id < 1000000000")}
    lost = [number for number in insister.acknowledged if number not in there]
    expect(not lost, "what root was acknowledged is on the primary (I2)", f"lost: {lost[:5]} of {len(insister.acknowledged)}", result)
    return result


@test()
def test_root_writes_until_it_is_ended(stage):
    for _ in range(1 if stage.quick else 4):
        root_writes_through(stage, comes_back=False).ended(0, 2)


@test()
def test_root_writes_and_comes_back(stage):
    """Ended, it comes back at once: on MariaDB nothing but the GTID that moves shows it."""
    for _ in range(1 if stage.quick else 4):
        if root_writes_through(stage, comes_back=True).code == 10:
            return
