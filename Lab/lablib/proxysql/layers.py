"""MEMORY and DISK, and how their content gets to RUNTIME and back. SQLite does the work, as in the real one.

Two databases, as in lib/Admin_Bootstrap.cpp: `admin` (main, disk, stats, monitor) for the users of admin-admin_credentials, `stats`
(stats as its main, monitor) for those of admin-stats_credentials. The caller holds the node's lock.
"""

import itertools
import os
import sqlite3
import time

from . import VERSION
from .runtime import ONLINE, SHUNNED
from .tables import (DEFAULTS, MEMORY, MODULES, MONITOR, PEERS, REPLICATION, RUNTIME_ONLY, SERVER_COLUMNS, SERVERS, STATS, VARIABLES)

NUMBERS = itertools.count()


def opened(uri):
    """A connection for any thread, without Python's own transactions."""
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


class Layers:
    """The SQLite side of one node."""

    def __init__(self, directory, hostgroups, sessions):
        self.hostgroups, self.sessions = hostgroups, sessions
        self.fresh = not os.path.exists(os.path.join(directory, "proxysql.db"))
        name = f"file:proxysql-{os.getpid()}-{next(NUMBERS)}"
        self.stats = opened(f"{name}-stats?mode=memory&cache=shared")
        self.admin = opened(":memory:")
        self.admin.execute("ATTACH DATABASE ? AS disk", (os.path.join(directory, "proxysql.db"),))
        self.admin.execute(f"ATTACH DATABASE '{name}-stats?mode=memory&cache=shared' AS stats")
        self.admin.execute("PRAGMA disk.synchronous = OFF")  # lib/Admin_Bootstrap.cpp: SAVE … TO DISK does not wait for the disk
        for connection in (self.admin, self.stats):
            connection.execute(f"ATTACH DATABASE '{name}-monitor?mode=memory&cache=shared' AS monitor")
        self.create()
        self.runtime = {table: [] for tables in MODULES.values() for table in tables}
        self.variables = {}

    def create(self):
        """All tables."""
        for table, columns in MEMORY.items():
            self.admin.execute(f"CREATE TABLE main.{table} ({columns})")
            self.admin.execute(f"CREATE TABLE main.runtime_{table} ({columns})")
            self.admin.execute(f"CREATE TABLE IF NOT EXISTS disk.{table} ({columns})")
        for table, columns in RUNTIME_ONLY.items():
            self.admin.execute(f"CREATE TABLE main.{table} ({columns})")
        for table, columns in STATS.items():
            self.stats.execute(f"CREATE TABLE main.{table} ({columns})")
        for table, columns in MONITOR.items():
            self.stats.execute(f"CREATE TABLE monitor.{table} ({columns})")

    def boot(self, config):
        """Start: disk to memory to runtime. The configuration counts only while there is no disk layer, and is written there."""
        if self.fresh:
            for table, key in ((SERVERS, "servers"), (REPLICATION, "replication_hostgroups"), (PEERS, "proxysql_servers")):
                for row in config.get(key, []):
                    marks = ",".join("?" * len(row))
                    self.admin.execute(f"INSERT INTO disk.{table} ({','.join(row)}) VALUES ({marks})", list(row.values()))
            for name, value in {**DEFAULTS, **config.get("variables", {})}.items():
                self.admin.execute(f"INSERT INTO disk.{VARIABLES} VALUES (?,?)", (name, str(value)))
        self.admin.execute(f"REPLACE INTO disk.{VARIABLES} VALUES ('admin-version', ?)", (VERSION,))
        for table in MEMORY:
            self.admin.execute(f"INSERT INTO main.{table} SELECT * FROM disk.{table}")
        for prefix in ("mysql-", "admin-"):
            self.variables_to_runtime(prefix)
        for module in MODULES:
            self.to_runtime(module)
        for name in ("admin_variables", "mysql_query_rules", "mysql_users", "mysql_variables"):
            self.hostgroups.note_checksum(name, "0x0", True)

    def rows(self, statement):
        """Rows of the admin database."""
        return self.admin.execute(statement).fetchall()

    def to_runtime(self, module, peers=None):
        """LOAD … TO RUNTIME. Everything of the module moves, whoever changed it: memory is one for all admins."""
        for table in MODULES[module]:
            self.runtime[table] = self.rows(f"SELECT * FROM main.{table} ORDER BY 1, 2")
        if module == "MYSQL SERVERS":
            # load_mysql_servers_to_runtime(): a pair whose writer group is another's reader group is ignored
            readers = {row[1] for row in self.runtime[REPLICATION]}
            pairs = [row for row in self.runtime[REPLICATION] if row[0] not in readers]
            servers = self.rows(f"SELECT {','.join(SERVER_COLUMNS)} FROM main.{SERVERS} ORDER BY hostgroup_id, hostname, port")
            self.hostgroups.commit(servers, pairs, peers)
        else:
            self.hostgroups.note_checksum("proxysql_servers", "0x0", True)

    def from_runtime(self, module, prefix=""):
        """SAVE … FROM RUNTIME (prefix ""), and what a SELECT of a runtime_ table sees (prefix "runtime_")."""
        for table in MODULES[module]:
            rows = self.runtime[table]
            if table == SERVERS:
                rows = self.hostgroups.rows()
            elif table == REPLICATION:
                rows = self.hostgroups.replication
            self.admin.execute(f"DELETE FROM main.{prefix}{table}")
            for row in rows:
                if table == SERVERS and not prefix and row[4] == SHUNNED:
                    row = row[:4] + (ONLINE,) + row[5:]  # save_mysql_servers_runtime_to_database(): OFFLINE_HARD is saved as it is
                self.admin.execute(f"INSERT INTO main.{prefix}{table} VALUES ({','.join('?' * len(row))})", row)

    def copy(self, module, source, target):
        """Between disk and main."""
        for table in MODULES[module]:
            self.admin.execute(f"DELETE FROM {target}.{table}")
            self.admin.execute(f"INSERT INTO {target}.{table} SELECT * FROM {source}.{table}")

    def variables_to_runtime(self, prefix):
        """LOAD MYSQL|ADMIN VARIABLES TO RUNTIME."""
        for name, value in self.rows(f"SELECT * FROM main.{VARIABLES}"):
            if name.startswith(prefix):
                self.variables[name] = value

    def variables_copy(self, prefix, source, target):
        """Variables between disk and main."""
        self.admin.execute(f"REPLACE INTO {target}.{VARIABLES} SELECT * FROM {source}.{VARIABLES} WHERE variable_name LIKE ?",
                           (prefix + "%",))

    def variables_from_runtime(self, prefix):
        """SAVE MYSQL|ADMIN VARIABLES FROM RUNTIME."""
        for name, value in self.variables.items():
            if name.startswith(prefix):
                self.admin.execute(f"REPLACE INTO main.{VARIABLES} VALUES (?,?)", (name, value))

    def value(self, name):
        """A variable of the runtime layer."""
        return self.variables.get(name, DEFAULTS.get(name, ""))

    def whole(self, name):
        """A variable that is a number."""
        return int(self.value(name))

    def yes(self, name):
        """A variable that is true or false."""
        return self.value(name).lower() in ("true", "1")

    def refresh(self, statement, admin):
        """GenericRefreshStatistics(): runtime_ and stats_ tables are filled when their name occurs in a statement. It is looked for
        in lower case only: SELECT … FROM RUNTIME_MYSQL_SERVERS shows what the last lower-case SELECT left there."""
        if "processlist" in statement.lower():
            self.fill(self.stats, "stats_mysql_processlist", [session.row() for session in list(self.sessions.values())])
        if "stats_mysql_connection_pool" in statement:
            self.fill(self.stats, "stats_mysql_connection_pool", self.pool())
        if "stats_mysql_global" in statement:
            self.fill(self.stats, "stats_mysql_global", [("Client_Connections_connected", len(self.sessions))])
        if not admin:
            return
        if any(f"runtime_{table}" in statement for table in MODULES["MYSQL SERVERS"]):
            self.from_runtime("MYSQL SERVERS", "runtime_")
        if "runtime_proxysql_servers" in statement:
            self.from_runtime("PROXYSQL SERVERS", "runtime_")
        if "global_variables" in statement:
            self.fill(self.admin, f"runtime_{VARIABLES}", sorted(self.variables.items()))
        if "runtime_checksums_values" in statement:
            self.fill(self.admin, "runtime_checksums_values", [(name, *rest) for name, rest in sorted(self.hostgroups.checksums.items())])

    @staticmethod
    def fill(connection, table, rows):
        """New content of a table."""
        connection.execute(f"DELETE FROM main.{table}")
        for row in rows:
            connection.execute(f"INSERT INTO main.{table} VALUES ({','.join('?' * len(row))})", row)

    def pool(self):
        """SQL3_Connection_Pool(). ConnFree is always 0: this one keeps no idle connections."""
        return [(server.hostgroup_id, server.hostname, server.port, server.status, len(server.sessions), 0, server.ok, server.errors,
                 server.most, 0, 0, server.sent, server.received, 0) for _, server in sorted(self.hostgroups.servers.items())]

    def log_check(self, table, *row):
        """A line of the monitor's logs; old ones go after ten minutes (mysql-monitor_history)."""
        self.stats.execute(f"REPLACE INTO monitor.{table} VALUES ({','.join('?' * len(row))})", row)
        self.stats.execute(f"DELETE FROM monitor.{table} WHERE time_start_us < ?", (int(time.time() * 1e6) - 600_000_000,))
