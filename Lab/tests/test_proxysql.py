"""The stand-in for ProxySQL: protocol, layers, monitor, traffic, cluster. No root and no real server needed."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import pymysql

LAB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, LAB)

from lablib.proxysql import wire  # noqa: E402
from lablib.proxysql.admin import first_statement, squeezed  # noqa: E402
from lablib.proxysql.node import Node  # noqa: E402
from lablib.proxysql.runtime import Hostgroups  # noqa: E402
from lablib.proxysql.tables import PROXY_PROMOTED, SERVER_COLUMNS  # noqa: E402

OPS = {"user": "ops", "password": "secret"}
FAST = {"admin-admin_credentials": "admin:admin;ops:secret", "mysql-monitor_read_only_interval": 50, "mysql-monitor_read_only_timeout": 200,
        "mysql-monitor_ping_interval": 60000, "mysql-connect_timeout_server_max": 400}
PLACES = "SELECT hostgroup_id, port, status FROM {} ORDER BY 1, 2"


def connect(port, **options):
    """A client of an admin or traffic port."""
    return pymysql.connect(host="127.0.0.1", port=port, autocommit=True, connect_timeout=5, read_timeout=5, **{**OPS, **options})


def ask(connection, statement):
    """Rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def server(group, port, **more):
    """A row for the configuration."""
    return {"hostgroup_id": group, "hostname": "127.0.0.1", "port": port, **more}


class FakeBackend:
    """A server that logs anybody in and answers every statement with its read_only."""

    def __init__(self, read_only):
        self.read_only, self.frozen, self.clients, self.questions = read_only, False, [], []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        """One thread per client."""
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            self.clients.append(client)
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        """Until the client leaves."""
        connection = wire.Wire(client)
        with contextlib.suppress(wire.Gone, OSError):
            wire.Handshake(connection, 1, lambda user: "").run()
            connection.send(wire.ok())
            while True:
                connection.sequence = 0
                packet = connection.read()
                self.questions.append(packet[1:].decode())
                while self.frozen:
                    time.sleep(0.01)
                if packet[:1] != b"\x03" or b"SELECT" not in packet:
                    connection.send(wire.ok())
                else:
                    wire.put_rows(connection, ["read_only"], [(self.read_only,)])
                    connection.flush()

    def die(self):
        """As a killed process: connections are refused from now on."""
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for client in self.clients:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            client.close()


class Case(unittest.TestCase):
    def node(self, directory=None, variables=None, **config):
        """A started node."""
        directory = directory or tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, directory, True)
        config = {"directory": directory, "admin": "127.0.0.1:0", "variables": {**FAST, **(variables or {})}, **config}
        node = Node(config, log=None).start()
        self.addCleanup(node.stop)
        return node

    def client(self, node, **options):
        """A client of a node's admin port."""
        connection = connect(node.port("admin"), **options)
        self.addCleanup(connection.close)
        return connection

    def backend(self, read_only):
        """A fake server."""
        backend = FakeBackend(read_only)
        self.addCleanup(backend.listening.close)
        return backend

    def refused(self, connection, statement, text):
        """The statement fails as ProxySQL's do."""
        with self.assertRaises(pymysql.MySQLError) as caught:
            ask(connection, statement)
        self.assertEqual(caught.exception.args, (1045, f"ProxySQL Admin Error: {text}"))

    def becomes(self, wanted, question, seconds=5):
        """Wait until the answer is what it should be."""
        deadline = time.monotonic() + seconds
        while (found := question()) != wanted and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(found, wanted)


class Words(unittest.TestCase):
    def test_blanks_and_semicolons(self):
        self.assertEqual(squeezed("  LOAD\n MYSQL\tSERVERS   TO RUNTIME ; ;"), "LOAD MYSQL SERVERS TO RUNTIME")

    def test_only_the_first_statement_counts(self):
        self.assertEqual(first_statement("SELECT ';' -- ; x\n; DELETE FROM t;"), "SELECT ';' -- ; x\n;")
        self.assertEqual(first_statement("SELECT 1"), "SELECT 1")


class Protocol(Case):
    def test_session_statements(self):
        connection = self.client(self.node(), charset="utf8mb4", database="whatever")
        connection.ping()
        connection.select_db("main")
        self.assertEqual(ask(connection, "select @@version_comment limit 1"), (("(ProxySQL Admin Module)",),))
        self.assertIn("stand-in", ask(connection, "SELECT version()")[0][0])
        self.assertEqual(ask(connection, "SELECT 'ä€😀', NULL, 1"), (("ä€😀", None, "1"),))

    def test_errors(self):
        connection = self.client(self.node())
        self.refused(connection, "SELEC 1", 'near "SELEC": syntax error')
        self.refused(connection, "/* x */ LOAD MYSQL SERVERS TO RUNTIME", 'near "LOAD": syntax error')
        self.refused(connection, "INSERT INTO mysql_servers (hostname, weight) VALUES ('a', -1)",
                     "CHECK constraint failed: weight >= 0 AND weight <=10000000")
        ask(connection, "INSERT INTO mysql_servers (hostname) VALUES ('a')")
        self.refused(connection, "INSERT INTO mysql_servers (hostname) VALUES ('a')",
                     "UNIQUE constraint failed: mysql_servers.hostgroup_id, mysql_servers.hostname, mysql_servers.port")
        self.refused(connection, "KILL CONNECTION 77", "Unknown thread id: 77")
        self.refused(connection, "KILL 77", 'near "KILL": syntax error')

    def test_wrong_password(self):
        node = self.node()
        for user, password in (("ops", "wrong"), ("nobody", "secret")):
            with self.assertRaises(pymysql.OperationalError) as caught:
                self.client(node, user=user, password=password)
            self.assertEqual(caught.exception.args,
                             (1045, f"ProxySQL Error: Access denied for user '{user}'@'127.0.0.1' (using password: YES)"))

    def test_stats_user_sees_statistics_only(self):
        connection = self.client(self.node(servers=[server(1, 3306)]), user="stats", password="stats")
        self.assertEqual(ask(connection, "SELECT hostgroup, srv_port, status FROM stats_mysql_connection_pool"), (("1", "3306", "ONLINE"),))
        self.refused(connection, "SELECT * FROM runtime_mysql_servers", "no such table: runtime_mysql_servers")
        self.refused(connection, "LOAD MYSQL SERVERS TO RUNTIME", 'near "LOAD": syntax error')
        self.refused(connection, "DELETE FROM stats_mysql_global", "attempt to write a readonly database")
        self.refused(connection, "PRAGMA user_version", "Command not allowed")

    def test_caching_sha2_password(self):
        connection = self.client(self.node(variables={"mysql-default_authentication_plugin": "caching_sha2_password"}))
        self.assertEqual(ask(connection, "SELECT 1"), (("1",),))

    def test_no_transactions_and_no_second_statement(self):
        connection = self.client(self.node(servers=[server(1, 3306)]))
        ask(connection, "BEGIN")
        ask(connection, "DELETE FROM mysql_servers")
        ask(connection, "ROLLBACK")
        self.assertEqual(ask(connection, "SELECT COUNT(*) FROM mysql_servers"), (("0",),))
        ask(connection, "INSERT INTO mysql_servers (hostname) VALUES ('a'); INSERT INTO mysql_servers (hostname) VALUES ('b')")
        ask(connection, "BEGIN; DELETE FROM mysql_servers")
        self.assertEqual(ask(connection, "SELECT hostname FROM mysql_servers"), (("a",),))

    def test_read_only_admin(self):
        connection = self.client(self.node(servers=[server(1, 3306)], variables={"admin-read_only": "true"}))
        self.refused(connection, "DELETE FROM mysql_servers", "attempt to write a readonly database")

    @unittest.skipUnless(shutil.which("mysql"), "needs the mysql client")
    def test_the_mysql_client(self):
        node = self.node(servers=[server(1, 3306)])
        done = subprocess.run(["mysql", "--no-defaults", "-h127.0.0.1", f"-P{node.port('admin')}", "-uops", "-psecret", "-BN", "-e",
                               "USE main; SET NAMES utf8mb4; LOAD MYSQL SERVERS TO RUNTIME; SELECT port FROM runtime_mysql_servers; "
                               "KILL CONNECTION 5"],
                              capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(done.stdout, "3306\n")
        self.assertIn("ERROR 1045 (28000) at line 1: ProxySQL Admin Error: Unknown thread id: 5", done.stderr)


class Layers(Case):
    def test_memory_runtime_disk(self):
        node = self.node(servers=[server(1, 3306, weight=7)])
        connection = self.client(node)
        other = self.client(node, user="admin", password="admin")
        ask(other, "UPDATE mysql_servers SET port=3307")
        self.assertEqual(ask(connection, PLACES.format("runtime_mysql_servers")), (("1", "3306", "ONLINE"),))
        self.assertEqual(ask(connection, PLACES.format("disk.mysql_servers")), (("1", "3306", "ONLINE"),))
        dirty = "SELECT port, weight FROM {} EXCEPT SELECT port, weight FROM {}"
        self.assertEqual(ask(connection, dirty.format("mysql_servers", "runtime_mysql_servers")), (("3307", "7"),))
        ask(connection, "LOAD MYSQL SERVERS TO RUN ;")
        self.assertEqual(ask(connection, PLACES.format("runtime_mysql_servers")), (("1", "3307", "ONLINE"),))
        ask(connection, "load mysql servers from disk")
        self.assertEqual(ask(connection, PLACES.format("mysql_servers")), (("1", "3306", "ONLINE"),))
        ask(connection, "SAVE MYSQL SERVERS TO MEM")
        ask(connection, "SAVE  MYSQL SERVERS FROM MEMORY")
        self.assertEqual(ask(connection, PLACES.format("disk.mysql_servers")), (("1", "3307", "ONLINE"),))

    def test_a_name_in_capitals_shows_what_was_there_before(self):
        connection = self.client(self.node(servers=[server(1, 3306)]))
        self.assertEqual(ask(connection, PLACES.format("RUNTIME_MYSQL_SERVERS")), ())

    def test_the_disk_layer_survives_and_memory_does_not(self):
        directory = tempfile.mkdtemp()
        node = self.node(directory=directory, servers=[server(1, 3306)])
        connection = self.client(node)
        ask(connection, "INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (2, 'kept')")
        ask(connection, "SAVE MYSQL SERVERS TO DISK")
        ask(connection, "INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (3, 'lost')")
        ask(connection, "LOAD MYSQL SERVERS TO RUNTIME")
        node.stop()
        again = self.client(self.node(directory=directory, servers=[server(9, 1)]))
        for table in ("mysql_servers", "runtime_mysql_servers"):
            self.assertEqual([row[0] for row in ask(again, f"SELECT hostgroup_id FROM {table} ORDER BY 1")], ["1", "2"])

    def test_what_load_does_to_status(self):
        node = self.node(servers=[server(1, 3306), server(1, 3307)])
        connection = self.client(node)
        ask(connection, "UPDATE mysql_servers SET status='offline_soft' WHERE port=3306")
        ask(connection, "UPDATE mysql_servers SET status='OFFLINE_HARD' WHERE port=3307")
        ask(connection, "LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(ask(connection, PLACES.format("runtime_mysql_servers")), (("1", "3306", "OFFLINE_SOFT"),))
        node.hostgroups.servers[1, "127.0.0.1", 3306].shun()
        self.assertEqual(ask(connection, PLACES.format("runtime_mysql_servers")), (("1", "3306", "SHUNNED"),))
        ask(connection, "SAVE MYSQL SERVERS FROM RUNTIME")
        self.assertEqual(ask(connection, PLACES.format("mysql_servers")), (("1", "3306", "ONLINE"),))

    def test_checksums_and_versions(self):
        connection = self.client(self.node(servers=[server(1, 3306)]))
        question = "SELECT version, checksum FROM runtime_checksums_values WHERE name='mysql_servers_v2'"
        before = ask(connection, question)[0]
        ask(connection, "LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(ask(connection, question)[0], (str(int(before[0]) + 1), before[1]))
        ask(connection, "DELETE FROM mysql_servers")
        self.assertNotEqual(ask(connection, "CHECKSUM MEMORY MYSQL SERVERS"), ask(connection, "CHECKSUM DISK MYSQL SERVERS"))

    def test_variables(self):
        node = self.node()
        connection = self.client(node)
        ask(connection, "SET mysql-monitor_writer_is_also_reader='false'")
        self.assertTrue(node.layers.yes("mysql-monitor_writer_is_also_reader"))
        ask(connection, "LOAD MYSQL VARIABLES TO RUNTIME")
        self.assertFalse(node.layers.yes("mysql-monitor_writer_is_also_reader"))
        rows = ask(connection, "SELECT variable_value FROM runtime_global_variables WHERE variable_name='mysql-shun_on_failures'")
        self.assertEqual(rows, (("5",),))

    def test_one_statement_moves_a_writer(self):
        rows = [server(10, 1, weight=5, comment="writer"), server(20, 1), server(20, 2, weight=3)]
        connection = self.client(self.node(servers=rows))
        ask(connection, "UPDATE mysql_servers SET port=2 WHERE hostgroup_id=10 AND hostname='127.0.0.1' AND port=1")
        ask(connection, "LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(ask(connection, "SELECT hostgroup_id, port, weight, comment FROM runtime_mysql_servers ORDER BY 1, 2"),
                         (("10", "2", "5", "writer"), ("20", "1", "1", ""), ("20", "2", "3", "")))


class Moves(unittest.TestCase):
    """read_only_action_v2() without sockets."""

    def setUp(self):
        self.groups = Hostgroups()

    def load(self, *places, replication=((10, 20, "read_only", ""),)):
        """LOAD of servers given as (hostgroup, port) or (hostgroup, port, status)."""
        rows = [(place[0], "h", place[1], 0, (*place, "ONLINE")[2], 1, 0, 1000, 0, 0, 0, f"row {place[0]}") for place in places]
        self.groups.commit(rows, replication)

    def places(self):
        """(hostgroup, port, status) of the runtime layer."""
        return [(row[0], row[2], row[4]) for row in self.groups.rows()]

    def test_a_writable_reader_also_writes(self):
        self.load((20, 1))
        self.groups.read_only_action("h", 1, 0)
        self.assertEqual(self.places(), [(10, 1, "ONLINE"), (20, 1, "ONLINE")])
        self.assertEqual(self.groups.rows()[0][-1], "row 20")

    def test_or_only_writes(self):
        self.load((20, 1))
        self.groups.read_only_action("h", 1, 0, writer_is_also_reader=False)
        self.assertEqual(self.places(), [(10, 1, "ONLINE")])

    def test_two_writers_are_no_problem_to_it(self):
        self.load((10, 1), (20, 2))
        self.groups.read_only_action("h", 1, 0)
        self.groups.read_only_action("h", 2, 0)
        self.assertEqual([place for place in self.places() if place[0] == 10], [(10, 1, "ONLINE"), (10, 2, "ONLINE")])

    def test_a_read_only_writer_reads(self):
        self.load((10, 1))
        self.groups.read_only_action("h", 1, 1)
        self.assertEqual(self.places(), [(20, 1, "ONLINE")])

    def test_a_drained_writer_without_reader_row_is_a_drained_reader(self):
        self.load((10, 1, "OFFLINE_SOFT"))
        self.groups.read_only_action("h", 1, 1)
        self.assertEqual(self.places(), [(20, 1, "OFFLINE_SOFT")])

    def test_a_drained_host_is_not_watched(self):
        self.load((10, 1, "OFFLINE_SOFT"), (20, 2))
        self.assertEqual([target[1] for target in self.groups.monitored()], [2])

    def test_a_writer_loaded_as_writer_only_is_no_reader(self):
        self.load((10, 1))
        self.groups.read_only_action("h", 1, 0)
        self.assertEqual(self.places(), [(10, 1, "ONLINE")])

    def test_a_row_moved_by_hand_goes_back_where_read_only_says(self):
        self.load((10, 2), (20, 1), (20, 2))
        self.groups.read_only_action("h", 2, 1)
        self.groups.read_only_action("h", 1, 0)
        self.assertEqual(self.places(), [(10, 1, "ONLINE"), (20, 1, "ONLINE"), (20, 2, "ONLINE")])

    def test_a_deleted_host_stays_away(self):
        self.load((10, 1), (20, 1), (20, 2))
        self.load((20, 2))
        self.groups.read_only_action("h", 1, 0)
        self.assertEqual(self.places(), [(20, 2, "ONLINE")])

    def test_deleted_from_the_writers_only_it_comes_back(self):
        self.load((20, 1), (20, 2))
        self.groups.read_only_action("h", 1, 0)
        self.assertEqual(self.places(), [(10, 1, "ONLINE"), (20, 1, "ONLINE"), (20, 2, "ONLINE")])

    def test_checks_that_change_nothing_leave_the_version(self):
        self.load((10, 1), (20, 2))
        version = self.groups.checksums["mysql_servers"][0]
        self.groups.read_only_action("h", 1, 1)
        self.assertEqual(self.groups.checksums["mysql_servers"][0], version)


class Monitoring(Case):
    def setUp(self):
        self.old, self.new = self.backend(0), self.backend(1)
        self.node_ = self.node(servers=[server(10, self.old.port), server(20, self.new.port)], monitor=True,
                               replication_hostgroups=[{"writer_hostgroup": 10, "reader_hostgroup": 20}])
        self.admin = self.client(self.node_)

    def writers(self):
        """Ports in the writer group."""
        return [int(row[0]) for row in ask(self.admin, "SELECT port FROM runtime_mysql_servers WHERE hostgroup_id=10 AND status='ONLINE'")]

    def seen(self, condition, backend):
        """True if the monitor's log has such a check."""
        return bool(ask(self.admin, f"SELECT 1 FROM monitor.mysql_server_read_only_log WHERE port={backend.port} AND {condition}"))

    def test_a_switchover(self):
        self.becomes([self.old.port], self.writers)
        self.old.read_only = 1
        self.becomes([], self.writers)
        self.new.read_only = 0
        self.becomes([self.new.port], self.writers)
        self.assertIn("SELECT @@global.read_only read_only", self.new.questions)
        self.assertEqual(ask(self.admin, "SELECT COUNT(*) FROM mysql_servers WHERE hostgroup_id=10")[0][0], "1")  # memory is stale now
        self.assertEqual(self.seen("read_only=0", self.new), True)

    def test_a_frozen_writer_leaves_after_three_timeouts(self):
        self.becomes([self.old.port], self.writers)
        self.old.frozen = True
        self.becomes([], self.writers)
        rows = ask(self.admin, f"SELECT error FROM monitor.mysql_server_read_only_log WHERE port={self.old.port} AND read_only IS NULL")
        self.assertGreaterEqual(len(rows), 3)
        self.assertTrue(all(row[0].startswith("timeout") for row in rows))
        self.old.frozen = False
        self.becomes([self.old.port], self.writers)

    def test_a_dead_writer_leaves_too(self):
        self.becomes([self.old.port], self.writers)
        self.old.die()
        self.becomes([], self.writers)
        self.assertEqual(self.seen("error LIKE 'timeout on creating new connection: %'", self.old), True)


class Pings(Case):
    def test_a_dead_server_is_shunned_where_nobody_asks_for_read_only(self):
        dead = self.backend(0)
        dead.die()
        node = self.node(servers=[server(10, dead.port)], variables={"mysql-monitor_ping_interval": 50}, monitor=True)
        admin = self.client(node)
        self.becomes((("10", str(dead.port), "SHUNNED"),), lambda: ask(admin, PLACES.format("runtime_mysql_servers")))


class Traffic(Case):
    def setUp(self):
        self.old, self.new = self.backend(0), self.backend(1)
        self.node_ = self.node(servers=[server(10, self.old.port)], traffic="127.0.0.1:0", default_hostgroup=10)
        self.admin = self.client(self.node_)

    def app(self):
        """A client through the proxy."""
        connection = connect(self.node_.port("traffic"), user="app", password="")
        self.addCleanup(connection._force_close)
        return connection

    def gone(self, connection):
        """Its next statement fails."""
        with self.assertRaises((pymysql.MySQLError, OSError)):
            ask(connection, "SELECT 1")

    def used(self):
        """(port, status, ConnUsed) of the pool."""
        return ask(self.admin, "SELECT srv_port, status, ConnUsed FROM stats_mysql_connection_pool")

    def test_moved_row(self):
        application = self.app()
        self.assertEqual(ask(application, "SELECT 1"), (("0",),))
        self.assertEqual(self.used(), ((str(self.old.port), "ONLINE", "1"),))
        self.assertEqual(ask(self.admin, "SELECT hostgroup, srv_port FROM stats_mysql_processlist"), (("10", str(self.old.port)),))
        ask(self.admin, f"UPDATE mysql_servers SET port={self.new.port} WHERE hostgroup_id=10")
        ask(self.admin, "LOAD MYSQL SERVERS TO RUNTIME")
        self.gone(application)
        self.assertEqual(ask(self.app(), "SELECT 1"), (("1",),))
        self.becomes(True, lambda: (str(self.old.port), "OFFLINE_HARD", "0") in self.used())  # the pool still shows it …
        self.becomes(1, lambda: len(ask(self.admin, "SELECT * FROM runtime_mysql_servers")))
        self.assertEqual(self.used(), ((str(self.new.port), "ONLINE", "1"),))  # … until somebody looks at the runtime table

    def test_offline_soft_lets_sessions_live_and_takes_no_new_ones(self):
        application = self.app()
        ask(self.admin, "UPDATE mysql_servers SET status='OFFLINE_SOFT'")
        ask(self.admin, "LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(ask(application, "SELECT 1"), (("0",),))
        with self.assertRaises(pymysql.MySQLError) as caught:
            self.app()
        self.assertEqual(caught.exception.args[0], 9001)
        self.assertIn("Max connect timeout reached while reaching hostgroup 10 after", caught.exception.args[1])
        session = ask(self.admin, "SELECT SessionID FROM stats_mysql_processlist")[0][0]
        ask(self.admin, f"KILL CONNECTION {session}")
        self.gone(application)
        self.becomes(((str(self.old.port), "OFFLINE_SOFT", "0"),), self.used)

    def test_offline_hard(self):
        application = self.app()
        ask(self.admin, "UPDATE mysql_servers SET status='OFFLINE_HARD'")
        ask(self.admin, "LOAD MYSQL SERVERS TO RUNTIME")
        self.gone(application)
        self.becomes((), lambda: ask(self.admin, "SELECT * FROM runtime_mysql_servers"))

    def test_new_clients_wait_for_a_writer(self):
        ask(self.admin, "DELETE FROM mysql_servers")
        ask(self.admin, "LOAD MYSQL SERVERS TO RUNTIME")
        found = []
        waiting = threading.Thread(target=lambda: found.append(ask(self.app(), "SELECT 1")))
        waiting.start()
        time.sleep(0.1)
        ask(self.admin, f"INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (10, '127.0.0.1', {self.new.port})")
        ask(self.admin, "LOAD MYSQL SERVERS TO RUNTIME")
        waiting.join(5)
        self.assertEqual(found, [(("1",),)])

    def test_refused_connections_shun(self):
        self.old.die()
        with self.assertRaises(pymysql.MySQLError):
            self.app()
        self.assertEqual(self.used(), ((str(self.old.port), "SHUNNED", "0"),))


class Administering(Case):
    """The statements a tool that moves writers needs, and what can go wrong with them."""

    ROWS = [server(10, 1, weight=5, max_connections=77, comment="the writer"), server(20, 1), server(20, 2, weight=3)]
    PAIR = [{"writer_hostgroup": 10, "reader_hostgroup": 20}]
    MOVE = ("UPDATE mysql_servers SET hostname='127.0.0.1', port={1} WHERE hostgroup_id=10 AND hostname='127.0.0.1' AND port={0} "
            "AND NOT EXISTS (SELECT 1 FROM mysql_servers WHERE hostgroup_id=10 AND hostname='127.0.0.1' AND port={1})")

    def setUp(self):
        self.node_ = self.node(servers=self.ROWS, replication_hostgroups=self.PAIR)
        self.admin = self.client(self.node_)

    def do(self, statement):
        """Affected rows."""
        with self.admin.cursor() as cursor:
            return cursor.execute(statement)

    def layers(self):
        """(layer, hostgroup, port) of every row of every layer, by one statement."""
        columns = ", ".join(SERVER_COLUMNS)
        parts = (("runtime", "runtime_mysql_servers"), ("memory", "main.mysql_servers"), ("disk", "disk.mysql_servers"))
        rows = ask(self.admin, " UNION ALL ".join(f"SELECT '{layer}' AS layer, {columns} FROM {table}" for layer, table in parts))
        found = {}
        for row in rows:
            found.setdefault(row[0], []).append((int(row[1]), int(row[3])))
        return {layer: sorted(places) for layer, places in found.items()}

    def test_all_layers_at_once(self):
        places = [(10, 1), (20, 1), (20, 2)]
        self.assertEqual(self.layers(), {"runtime": places, "memory": places, "disk": places})

    def test_unloaded_edits_are_told_from_moves_of_the_monitor(self):
        columns = ", ".join(SERVER_COLUMNS)
        memory = f"SELECT {columns} FROM main.mysql_servers WHERE status<>'OFFLINE_HARD' ORDER BY hostgroup_id, hostname, port"
        with self.node_.lock:
            self.node_.hostgroups.read_only_action("127.0.0.1", 2, 0)
        self.assertEqual(self.layers()["runtime"], [(10, 1), (10, 2), (20, 1), (20, 2)])
        self.assertEqual(ask(self.admin, PROXY_PROMOTED), ask(self.admin, memory))
        self.do("UPDATE mysql_servers SET weight=9 WHERE hostgroup_id=20")
        self.assertNotEqual(ask(self.admin, PROXY_PROMOTED), ask(self.admin, memory))
        self.refused(self.admin, "PROXY_SELECT * FROM mysql_servers_v2", 'near "PROXY_SELECT": syntax error')

    def test_move_keeps_the_columns_and_goes_back(self):
        question = "SELECT weight, max_connections, comment FROM runtime_mysql_servers WHERE hostgroup_id=10"
        before = ask(self.admin, question)
        self.assertEqual(self.do(self.MOVE.format(1, 2)), 1)
        self.assertEqual(self.do(self.MOVE.format(1, 2)), 0)
        self.do("LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(self.layers()["runtime"], [(10, 2), (20, 1), (20, 2)])
        self.assertEqual(ask(self.admin, question), before)
        self.do("SAVE MYSQL SERVERS TO DISK")
        self.assertEqual(self.layers()["disk"], [(10, 2), (20, 1), (20, 2)])
        self.assertEqual(self.do(self.MOVE.format(2, 1)), 1)
        self.do("LOAD MYSQL SERVERS TO RUNTIME")
        self.assertEqual(self.layers()["runtime"], [(10, 1), (20, 1), (20, 2)])

    def test_a_standby_row_in_the_writer_group_changes_status_instead(self):
        self.do("INSERT INTO mysql_servers (hostgroup_id, hostname, port, status) VALUES (10, '127.0.0.1', 2, 'OFFLINE_SOFT')")
        self.assertEqual(self.do(self.MOVE.format(1, 2)), 0)
        self.assertEqual(self.do("UPDATE mysql_servers SET status=CASE WHEN port=2 THEN 'ONLINE' ELSE 'OFFLINE_SOFT' END "
                                 "WHERE hostgroup_id=10 AND (hostname, port) IN (VALUES ('127.0.0.1', 1), ('127.0.0.1', 2))"), 2)

    def test_two_rows_swap_in_one_statement(self):
        self.do("DELETE FROM mysql_servers WHERE hostgroup_id=20 AND port=1")
        self.assertEqual(self.do("UPDATE mysql_servers SET port=CASE port WHEN 1 THEN 2 ELSE 1 END "
                                 "WHERE (hostgroup_id=10 AND port=1) OR (hostgroup_id=20 AND port=2)"), 2)
        self.assertEqual(self.layers()["memory"], [(10, 2), (20, 1)])

    def test_a_dead_host_is_deleted_everywhere(self):
        self.assertEqual(self.do("DELETE FROM mysql_servers WHERE hostname='127.0.0.1' AND port=1"), 2)
        self.do("LOAD MYSQL SERVERS TO RUNTIME")
        self.do("SAVE MYSQL SERVERS TO DISK")
        with self.node_.lock:
            self.node_.hostgroups.read_only_action("127.0.0.1", 1, 0)
        self.assertEqual(self.layers(), {layer: [(20, 2)] for layer in ("runtime", "memory", "disk")})


class Together(Case):
    def test_two_nodes_copy_the_later_change(self):
        quick = {"admin-cluster_username": "ops", "admin-cluster_password": "secret", "admin-cluster_check_interval_ms": 50}
        nodes = [self.node(servers=[server(1, 3306)], variables=quick) for _ in range(2)]
        clients = [self.client(node) for node in nodes]
        for client in clients:
            for node in nodes:
                ask(client, f"INSERT INTO proxysql_servers (hostname, port) VALUES ('127.0.0.1', {node.port('admin')})")
            ask(client, "LOAD PROXYSQL SERVERS TO RUNTIME")
        time.sleep(1.1)  # an epoch is a whole second
        ask(clients[1], "INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (9, 'unloaded')")
        ask(clients[0], "UPDATE mysql_servers SET port=3307")
        ask(clients[0], "LOAD MYSQL SERVERS TO RUNTIME")
        for table in ("runtime_mysql_servers", "mysql_servers", "disk.mysql_servers"):
            self.becomes((("1", "3307", "ONLINE"),), lambda table=table: ask(clients[1], PLACES.format(table)))
        self.assertEqual(ask(clients[0], PLACES.format("disk.mysql_servers")), (("1", "3306", "ONLINE"),))


class Program(unittest.TestCase):
    def test_foreground_until_sigterm(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "c.json")
            with open(path, "w") as file:
                json.dump({"directory": directory, "admin": "127.0.0.1:0", "traffic": "127.0.0.1:0", "variables": FAST}, file)
            with subprocess.Popen([sys.executable, "-m", "lablib.proxysql", "--config", path], cwd=LAB, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                line = process.stdout.readline()
                self.assertRegex(line, r"^listening: admin 127.0.0.1:\d+ traffic 127.0.0.1:\d+$")
                self.assertEqual(ask(connect(int(line.split()[2].split(":")[1])), "SELECT 1"), (("1",),))
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(10), 0)


if __name__ == "__main__":
    unittest.main()
