"""A ProxySQL cluster: nodes that list each other in proxysql_servers copy mysql_servers from whoever changed it last.

lib/ProxySQL_Cluster.cpp: get_peer_to_sync_mysql_servers_v2(), pull_mysql_servers_v2_from_peer(), pull_runtime_mysql_servers_from_peer().
With the default admin-cluster_mysql_servers_sync_algorithm=1 both the rows of the last LOAD ("mysql_servers_v2") and the runtime rows
are copied. A node pulls after admin-cluster_mysql_servers_diffs_before_sync checks (3, one a second) with a checksum unlike its own,
from a peer whose version is above 1 and whose epoch, in whole seconds, is later. So:

- two nodes changed within the same second with different content stay different for ever;
- what is pulled goes to RUNTIME, MEMORY and, by default, to DISK of the puller: one LOAD on one node is durable on the others at once,
  and unloaded edits in *their* memory are overwritten;
- monitors of all nodes change runtime too, each with an epoch of its own.

Nothing runs while admin-cluster_username is empty.
"""

import threading

from .tables import PROXY_PROMOTED, PROXY_REPLICATION, PROXY_SERVERS, REPLICATION, SERVER_COLUMNS, SERVERS

MODULE = "MYSQL SERVERS"


class Cluster(threading.Thread):
    """Looks at every peer once per admin-cluster_check_interval_ms."""

    def __init__(self, node):
        super().__init__(daemon=True, name="cluster")
        self.node, self.differing, self.stopping = node, {}, threading.Event()

    def stop(self):
        """End."""
        self.stopping.set()

    def run(self):
        """Until the node stops."""
        layers = self.node.layers
        while not self.stopping.wait(layers.whole("admin-cluster_check_interval_ms") / 1000):
            if not layers.value("admin-cluster_username"):
                continue
            with self.node.lock:
                peers = [(host, port) for host, port, *_ in layers.runtime["proxysql_servers"]]
            for peer in peers:
                self.look(peer)

    def look(self, peer):
        """One peer; one that does not answer is asked again next time."""
        import pymysql
        layers = self.node.layers
        try:
            connection = pymysql.connect(host=peer[0], port=peer[1], user=layers.value("admin-cluster_username"), connect_timeout=1,
                                         password=layers.value("admin-cluster_password"), read_timeout=2, write_timeout=2)
        except (pymysql.MySQLError, OSError) as error:
            self.node.log(f"Cluster: peer {peer[0]}:{peer[1]}: {error}")
            return
        try:
            self.compare(peer, connection)
        except (pymysql.MySQLError, OSError) as error:
            self.node.log(f"Cluster: peer {peer[0]}:{peer[1]}: {error}")
        finally:
            connection.close()

    def compare(self, peer, connection):
        """Count differences; pull when there were enough."""
        theirs = {name: (int(version), int(epoch), value) for name, version, epoch, value in
                  self.rows(connection, "SELECT * FROM runtime_checksums_values ORDER BY name")}
        seen = {name: theirs[name][2:0:-1] for name in ("mysql_servers_v2", "mysql_servers")}  # (checksum, epoch)
        for name in ("mysql_servers_v2", "mysql_servers"):
            own = self.node.hostgroups.checksums[name]
            different = theirs[name][2] != own[2]
            self.differing[peer, name] = self.differing.get((peer, name), 0) + 1 if different else 0
            later = theirs[name][0] > 1 and (own[0] == 1 or theirs[name][1] > own[1])
            if later and self.differing[peer, name] >= self.node.layers.whole("admin-cluster_mysql_servers_diffs_before_sync") > 0:
                self.pull(peer, connection, name, seen)
                return

    def pull(self, peer, connection, name, seen):
        """Take over a peer's servers."""
        node = self.node
        servers = self.numbers(self.rows(connection, PROXY_SERVERS))
        promoted = pairs = None
        if name == "mysql_servers_v2":
            promoted = self.numbers(self.rows(connection, PROXY_PROMOTED))
            pairs = [(int(row[0]), int(row[1]), *row[2:]) for row in self.rows(connection, PROXY_REPLICATION)]
        with node.lock:
            node.log(f"Cluster: {name} taken from peer {peer[0]}:{peer[1]}")
            if promoted is not None:
                self.replace(SERVERS, promoted)
                self.replace(REPLICATION, pairs)
            node.hostgroups.commit(servers, pairs, seen, promoted)
            if node.layers.yes("admin-cluster_mysql_servers_save_to_disk"):
                node.layers.from_runtime(MODULE)
                node.layers.copy(MODULE, "main", "disk")
        self.differing[peer, name] = 0

    def replace(self, table, rows):
        """New content of a table in memory."""
        self.node.layers.admin.execute(f"DELETE FROM main.{table}")
        for row in rows:
            self.node.layers.admin.execute(f"INSERT INTO main.{table} VALUES ({','.join('?' * len(row))})", row)

    @staticmethod
    def numbers(rows):
        """Rows of mysql_servers with numbers again: the wire has only text."""
        words = ("hostname", "status", "comment")
        return [tuple(value if name in words else int(value) for name, value in zip(SERVER_COLUMNS, row)) for row in rows]

    @staticmethod
    def rows(connection, statement):
        """Rows of one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
