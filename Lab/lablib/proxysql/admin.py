"""The admin port: what a statement does.

lib/ProxySQL_Admin.cpp (v3.0: lib/Admin_Handler.cpp), admin_session_handler(): some statements are recognised by their text, everything
else is SQLite's. What surprises people who come from MySQL, and is so here too:

- BEGIN, START TRANSACTION, COMMIT, ROLLBACK, SET NAMES, SET AUTOCOMMIT are answered OK and do nothing. There are no transactions: each
  statement is in MEMORY at once, for every admin. They are recognised by how a statement *begins*, so "BEGIN; DELETE …" does nothing.
- Of several statements in one text SQLite prepares the first; the rest is not run, and nobody says so (lib/sqlite3db.cpp,
  execute_statement()). CLIENT_MULTI_STATEMENTS is announced all the same.
- Errors of SQLite and of commands have code 1045 and SQLSTATE 28000, MySQL's "access denied"; only "database is locked" is 1205.
- LOAD and SAVE are compared as a whole after runs of blanks are made one: a comment before or after them makes them SQL, a syntax error.
- A LOAD always succeeds. A pair of hostgroups that contradicts another one is left out, with a line in the log only.
"""

import re
import sqlite3

from . import VERSION, wire
from .runtime import checksum
from .tables import MODULES, PROXY_PROMOTED, PROXY_REPLICATION, PROXY_SERVERS, SERVER_COLUMNS

NOTHING = ("BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "SET CHARACTER_SET_RESULTS", "SET SQL_AUTO_IS_NULL", "SET NAMES",
           "SET AUTOCOMMIT", "SET SQL_SAFE_UPDATES=1")
NOTHING_FOR_ADMINS = ("USE ", "LOCK TABLES", "UNLOCK TABLES", "SET SESSION CHARACTER_SET_RESULTS", "/*!40101 SET ", "/*!40103 SET ",
                      "/*!80000 SET ", "/*!50503 SET ", "LOGENTRY ")
CHECKSUMMED = re.compile(r"CHECKSUM (DISK |MEMORY |MEM |)MYSQL (SERVERS|REPLICATION HOSTGROUPS)")
ORDERS = {"SERVERS": "hostgroup_id, hostname, port", "REPLICATION HOSTGROUPS": "writer_hostgroup"}


def squeezed(statement):
    """remove_spaces(), then without semicolons and blanks at the end."""
    return re.sub(r"\s+", " ", statement).strip(" ").rstrip("; ")


def first_statement(text):
    """What sqlite3_prepare_v2() would take of a text; Python's module refuses a text with two statements instead."""
    end = text.find(";")
    while end >= 0:
        if sqlite3.complete_statement(text[:end + 1]):
            return text[:end + 1]
        end = text.find(";", end + 1)
    return text


class Failed(Exception):
    """A statement that ends in an ERR packet."""


class Commands:
    """LOAD and SAVE, with their synonyms: generate_load_save_disk_commands(), LOAD_MYSQL_SERVERS_FROM_MEMORY and its like."""

    def __init__(self, layers):
        self.table = {}
        for module in MODULES:
            self.add(module, lambda m=module: layers.to_runtime(m), lambda m=module: layers.from_runtime(m),
                     lambda m=module: layers.copy(m, "disk", "main"), lambda m=module: layers.copy(m, "main", "disk"))
        for module, prefix in (("MYSQL VARIABLES", "mysql-"), ("ADMIN VARIABLES", "admin-")):
            self.add(module, lambda p=prefix: layers.variables_to_runtime(p), lambda p=prefix: layers.variables_from_runtime(p),
                     lambda p=prefix: layers.variables_copy(p, "disk", "main"), lambda p=prefix: layers.variables_copy(p, "main", "disk"))

    def add(self, module, to_runtime, from_runtime, from_disk, to_disk):
        """Every way to say it."""
        for words, do in (("LOAD {} FROM MEMORY|LOAD {} FROM MEM|LOAD {} TO RUNTIME|LOAD {} TO RUN", to_runtime),
                          ("SAVE {} TO MEMORY|SAVE {} TO MEM|SAVE {} FROM RUNTIME|SAVE {} FROM RUN", from_runtime),
                          ("LOAD {} TO MEMORY|LOAD {} TO MEM|LOAD {} FROM DISK", from_disk),
                          ("SAVE {} FROM MEMORY|SAVE {} FROM MEM|SAVE {} TO DISK", to_disk)):
            for phrase in words.split("|"):
                self.table[phrase.format(module)] = do


class Session:
    """One client of the admin port; `reader` if it is one of admin-stats_credentials."""

    def __init__(self, node, connection, user, reader):
        self.node, self.layers, self.wire, self.user, self.reader = node, node.layers, connection, user, reader

    def serve(self):
        """Commands until the client leaves."""
        while True:
            self.wire.sequence = 0
            packet = self.wire.read()
            command, rest = packet[0], packet[1:]
            if command == 0x01:  # COM_QUIT
                return
            if command == 0x03:  # COM_QUERY
                self.query(rest.decode("utf-8", "surrogateescape"))
            elif command in (0x02, 0x0E, 0x1F):  # COM_INIT_DB of any name, COM_PING, COM_RESET_CONNECTION
                self.wire.put(wire.ok())
            elif command == 0x1B:  # COM_SET_OPTION: may switch multi statements "on"
                self.wire.put(wire.eof())
            else:  # prepared statements too
                self.wire.put(wire.error(1045, "28000", "Command not supported"))
            self.wire.flush()

    def query(self, text):
        """One statement; the node's lock is the real one's sql_query_global_mutex."""
        try:
            with self.node.lock:
                answer = self.answer(text)
        except Failed as failure:
            self.wire.put(wire.error(1045, "28000", f"ProxySQL Admin Error: {failure}"))
        except sqlite3.Error as failure:
            locked = str(failure) == "database is locked"
            self.wire.put(wire.error(1205 if locked else 1045, "HY000" if locked else "28000", f"ProxySQL Admin Error: {failure}"))
        else:
            if isinstance(answer, int):
                self.wire.put(wire.ok(answer))
            else:
                wire.put_rows(self.wire, *answer)

    def answer(self, text):
        """Affected rows, or (names, rows)."""
        short = squeezed(text)
        upper = short.upper()
        if not self.reader and (rows := self.for_peer(upper)):
            return rows
        self.layers.refresh(short, not self.reader)
        if not self.reader and (done := self.command(short, upper)) is not None:
            return done
        if upper.startswith(NOTHING):
            return 0
        if upper.startswith("SELECT $$"):  # mysql clients from 8.1 on look for dollar quoting this way: sysown/proxysql#4300
            raise Failed("You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version "
                         "for the right syntax to use near '$$' at line 1")
        if self.reader and upper.startswith(("PRAGMA", "ATTACH")):
            raise Failed("Command not allowed")
        return self.sqlite(self.replaced(short, upper) or text)

    def command(self, short, upper):
        """What only admins have: the answer, or None if this is no command."""
        if upper in self.node.commands.table:
            self.node.log(f"Received {short} command")
            self.node.commands.table[upper]()
            return 0
        if upper.startswith("KILL CONNECTION "):  # KILL alone goes to SQLite, a syntax error
            number = re.match(r"\d*", short[16:]).group() or "0"
            if not self.node.kill(int(number)):
                raise Failed(f"Unknown thread id: {number}")
            return 0
        if upper.startswith(NOTHING_FOR_ADMINS):
            return 0
        if upper == "SELECT GLOBAL_CHECKSUM()":
            return ["CHECKSUM"], [(int(checksum(sorted(self.layers.hostgroups.checksums.items())), 16),)]
        if found := re.match(r"SET (?:GLOBAL )?((?:mysql|admin)-\w+) ?= ?'?([^']*)'?$", short, re.I):
            return self.layers.admin.execute("UPDATE global_variables SET variable_value=? WHERE variable_name=?",
                                             (found.group(2), found.group(1).lower())).rowcount
        return None

    def for_peer(self, upper):
        """What another node of a ProxySQL cluster pulls, or None if this is something else."""
        groups = self.layers.hostgroups
        if upper.startswith(PROXY_SERVERS.upper()):
            return SERVER_COLUMNS, groups.cluster_rows()
        if upper.startswith(PROXY_PROMOTED.upper()):
            return SERVER_COLUMNS, groups.promoted
        if upper.startswith(PROXY_REPLICATION.upper()):
            return ["writer_hostgroup", "reader_hostgroup", "check_type", "comment"], groups.replication
        return None

    def replaced(self, short, upper):
        """The SQL that stands for a statement SQLite does not know."""
        quoted = self.user.replace("'", "''")
        fixed = {
            "SELECT @@VERSION_COMMENT LIMIT 1": "SELECT '(ProxySQL Admin Module)'",
            "SELECT DATABASE()": f"SELECT '{'stats' if self.reader else 'admin'}' AS 'DATABASE()'",
            "SELECT USER()": f"SELECT '{quoted}' AS 'user()'", "SELECT CURRENT_USER()": f"SELECT '{quoted}' AS 'current_user()'",
            "SHOW TABLES": "SELECT name AS tables FROM sqlite_master WHERE type='table' ORDER BY name",
            "SHOW DATABASES": "PRAGMA DATABASE_LIST", "SHOW SCHEMAS": "PRAGMA DATABASE_LIST",
            "SHOW MYSQL SERVERS": "SELECT * FROM mysql_servers ORDER BY hostgroup_id, hostname, port",
            "SHOW FULL PROCESSLIST": "SELECT * FROM stats_mysql_processlist",
            "SHOW PROCESSLIST": "SELECT SessionID, user, db, hostgroup, command, time_ms, SUBSTR(info,0,100) info "
                                "FROM stats_mysql_processlist",
            "SHOW VARIABLES": "SELECT variable_name AS Variable_name, variable_value AS Value FROM global_variables ORDER BY variable_name",
        }
        begins = {
            "SELECT @@VERSION": f"SELECT '{VERSION}' AS '@@version'", "SELECT VERSION()": f"SELECT '{VERSION}' AS 'version()'",
            "SELECT @@SQL_MODE": "SELECT '' AS '@@sql_mode'", "SELECT CONNECTION_ID()": "SELECT 0 AS 'CONNECTION_ID()'",
        }
        if upper in fixed:
            return fixed[upper]
        for begin, statement in begins.items():
            if upper.startswith(begin):
                return statement
        if found := re.match(r"SHOW TABLES (?:IN|FROM) (\w+)$", short, re.I):
            return f"SELECT name AS tables FROM {found.group(1)}.sqlite_master WHERE type='table' ORDER BY name"
        if found := CHECKSUMMED.fullmatch(upper):
            return self.checksum_of(found.group(2), "disk" if found.group(1) == "DISK " else "main")
        return None

    def checksum_of(self, name, database):
        """CHECKSUM MEMORY|DISK MYSQL …; there is none of RUNTIME but runtime_checksums_values, made of other rows."""
        table = "mysql_" + name.lower().replace(" ", "_")
        value = checksum(self.layers.rows(f"SELECT * FROM {database}.{table} ORDER BY {ORDERS[name]}"))
        return f"SELECT 'MYSQL {name}' AS 'table', '{value}' AS 'checksum'"

    def sqlite(self, text):
        """Run the first statement. A stats user only reads, and does not see main's tables at all."""
        connection = self.layers.stats if self.reader else self.layers.admin
        guarded = self.reader or self.layers.yes("admin-read_only")
        statement = first_statement(text)
        if not squeezed(statement):
            raise Failed("not an error")  # what sqlite3_errmsg() says after a step of no statement
        if guarded:
            connection.execute("PRAGMA query_only = ON")
        try:
            cursor = connection.execute(statement)
            if cursor.description:
                return [column[0] for column in cursor.description], cursor.fetchall()
            return connection.execute("SELECT changes()").fetchone()[0]
        finally:
            if guarded:
                connection.execute("PRAGMA query_only = OFF")
