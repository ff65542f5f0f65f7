"""The RUNTIME layer: which servers are in which hostgroups, what LOAD and the monitor do to them.

lib/MySQL_HostGroups_Manager.cpp: commit(), update_hostgroup_manager_mappings(), read_only_action_v2(), and class
HostGroup_Server_Mapping. The caller holds the node's lock.
"""

import hashlib
import time

from .tables import SERVER_COLUMNS

ONLINE, SHUNNED, SOFT, HARD = "ONLINE", "SHUNNED", "OFFLINE_SOFT", "OFFLINE_HARD"
WRITER, READER = "writer", "reader"


def checksum(rows):
    """The real one uses SpookyHash over the same rows; nobody compares these with a real one's."""
    rows = list(rows)
    if not rows:
        return "0x0"
    digest = hashlib.blake2b(digest_size=8)
    for row in rows:
        for value in row:
            digest.update(b"" if value is None else str(value).encode())
    return "0x" + digest.hexdigest().upper()


class Server:
    """One server in one hostgroup. The same host in two hostgroups is two of these, with two sets of connections."""

    def __init__(self, row):
        self.__dict__.update(zip(SERVER_COLUMNS, row))
        self.status = self.status.upper()
        self.sessions = set()
        self.ok = self.errors = self.most = self.sent = self.received = 0
        self.failures, self.shunned_at = [], None

    @property
    def key(self):
        """What tells it from the others."""
        return self.hostgroup_id, self.hostname, self.port

    def row(self, status=None):
        """As a row of mysql_servers."""
        return tuple(status or self.status if name == "status" else getattr(self, name) for name in SERVER_COLUMNS)

    def become(self, status):
        """Set the status. OFFLINE_HARD drops its connections: in the real one the free ones at once, the used ones when they are
        next used or, for fast_forward sessions, at the next look of the thread (lib/MySQL_Thread.cpp, bug fix #1085)."""
        if self.status == SHUNNED != status:
            self.shunned_at = None
        self.status = status
        if status == HARD:
            self.drop()

    def drop(self):
        """Close its connections; each takes itself out of `sessions` when it is closed, so for a moment the row is still there."""
        for session in list(self.sessions):
            session.close()

    def shun(self):
        """Out of service until it has recovered for mysql-shun_recovery_time_sec."""
        self.status, self.shunned_at = SHUNNED, time.monotonic()


class Mapping:
    """What the monitor knows of one host: per replication hostgroup pair, whether it is in the writer's or the reader's group."""

    def __init__(self):
        self.nodes = {WRITER: [], READER: []}
        self.read_only = -1


class Hostgroups:
    """All servers of the runtime layer."""

    def __init__(self):
        self.servers, self.replication, self.mapping = {}, [], {}
        self.checksums = {}
        self.mapped = None
        self.promoted = []  # rows of the last LOAD, "mysql_servers_v2" for the cluster
        self.log = lambda line: None

    def note_checksum(self, name, value, count, peer=None):
        """As update_glovars_checksum_with_peers(): a checksum copied from a peer keeps the peer's epoch, a change by the monitor
        does not count as a new version."""
        version = self.checksums.get(name, (0,))[0] + (1 if count else 0)
        epoch = peer[1] if peer and peer[0] == value else int(time.time())
        self.checksums[name] = (version, epoch, value)

    def purge(self):
        """Forget OFFLINE_HARD servers without connections."""
        for key in [key for key, server in self.servers.items() if server.status == HARD and not server.sessions]:
            del self.servers[key]

    def rows(self):
        """What runtime_mysql_servers shows: OFFLINE_HARD rows too, as long as they have connections."""
        self.purge()
        return [self.servers[key].row() for key in sorted(self.servers)]

    def cluster_rows(self):
        """What peers and checksums see: no OFFLINE_HARD, and SHUNNED counts as ONLINE (MYHGM_GEN_CLUSTER_ADMIN_RUNTIME_SERVERS)."""
        return [server.row(ONLINE if server.status == SHUNNED else None) for _, server in sorted(self.servers.items())
                if server.status != HARD]

    def commit(self, rows, replication=None, peers=None, promoted=None):
        """LOAD MYSQL SERVERS TO RUNTIME: whatever is not in `rows` becomes OFFLINE_HARD, whatever is there takes over every column,
        status included (so a LOAD un-shuns, and ends OFFLINE_SOFT where memory says ONLINE)."""
        peers = peers or {}
        self.purge()
        wanted = {tuple(row[:3]): row for row in rows}
        for key, server in self.servers.items():
            if key not in wanted:
                server.become(HARD)
        for key, row in wanted.items():
            if key in self.servers:
                self.update(self.servers[key], row)
            else:
                self.servers[key] = Server(row)
        if replication is not None:
            self.replication = [tuple(row) for row in replication]
            self.promoted = self.configured(rows if promoted is None else promoted)
            self.note_checksum("mysql_servers_v2", checksum(self.promoted + self.replication), True, peers.get("mysql_servers_v2"))
        self.note_checksum("mysql_servers", checksum(self.cluster_rows()), True, peers.get("mysql_servers"))
        self.remap()

    @staticmethod
    def configured(rows):
        """Rows of mysql_servers as "mysql_servers_v2": SHUNNED is no configuration, OFFLINE_HARD is as good as deleted
        (MYHGM_GEN_CLUSTER_ADMIN_MYSQL_SERVERS)."""
        return [(*row[:4], ONLINE if row[4] == SHUNNED else row[4], *row[5:]) for row in rows if row[4] != HARD]

    @staticmethod
    def update(server, row):
        """Every column of an existing server."""
        status = row[4].upper()
        for name, value in zip(SERVER_COLUMNS, row):
            if name != "status":
                setattr(server, name, value)
        if server.status != status:
            server.become(status)

    def remap(self):
        """Only if something changed: a LOAD without change leaves the monitor's memory of read_only alone."""
        state = self.checksums["mysql_servers"][2], tuple(self.replication)
        if state == self.mapped:
            return
        self.mapped, self.mapping = state, {}
        for server in self.servers.values():
            if server.status == HARD:
                continue
            for writer, reader, *_ in self.replication:
                for kind, group in ((WRITER, writer), (READER, reader)):
                    if server.hostgroup_id == group:
                        found = self.mapping.setdefault((server.hostname, server.port), Mapping())
                        found.nodes[kind].append((writer, reader, server))

    def monitored(self):
        """(host, port, check type, use_ssl) of what the monitor asks for read_only. lib/MySQL_Monitor.cpp, monitor_read_only():
        servers with status OFFLINE_SOFT or OFFLINE_HARD are left out, so a host that is OFFLINE_SOFT in all its groups is no longer
        moved by anybody."""
        found = {}
        for writer, reader, check, *_ in self.replication:
            for server in self.servers.values():
                if server.hostgroup_id in (writer, reader) and server.status not in (SOFT, HARD):
                    old = found.get((server.hostname, server.port), (check, 0))
                    found[server.hostname, server.port] = (old[0], max(old[1], server.use_ssl))
        return [(host, port, check, use_ssl) for (host, port), (check, use_ssl) in sorted(found.items())]

    def read_only_action(self, host, port, read_only, writer_is_also_reader=True):
        """read_only_action_v2(). Nothing limits a writer group to one server."""
        mapping = self.mapping.get((host, port))
        if mapping is None:
            self.log(f"Server {host}:{port} not found")
            return
        if read_only == 0:
            changed = self.found_writable(mapping, writer_is_also_reader)
        else:
            changed = bool(mapping.nodes[WRITER])
            if changed:
                self.copy(mapping, READER)
                self.clear(mapping, WRITER)
        if changed:
            self.log(f"Server '{host}:{port}' found with 'read_only={read_only}', moved")
            self.purge()
            self.note_checksum("mysql_servers", checksum(self.cluster_rows()), False)
            self.mapped = self.checksums["mysql_servers"][2], tuple(self.replication)

    def found_writable(self, mapping, writer_is_also_reader):
        """True if something changed: into the writer group of every pair where it reads but does not write. Where it already
        writes somewhere, this is looked at only for the first read_only=0 after a LOAD."""
        writers = {node[0] for node in mapping.nodes[WRITER]}
        missing = [node for node in mapping.nodes[READER] if node[0] not in writers]
        if mapping.nodes[WRITER] and (mapping.read_only == 0 or not missing):
            mapping.read_only = 0
            return False
        self.copy(mapping, WRITER)
        if not writer_is_also_reader:
            self.clear(mapping, READER)
        return True

    def copy(self, mapping, kind):
        """copy_if_not_exists(): the new row takes every column of the row in the other group (weight, max_connections, comment,
        also OFFLINE_SOFT; a SHUNNED one becomes ONLINE). A row that is already there is left as it is."""
        there = {node[:2] for node in mapping.nodes[kind]}
        for writer, reader, source in mapping.nodes[READER if kind == WRITER else WRITER]:
            if (writer, reader) in there:
                continue
            if source.status == SHUNNED:
                source.become(ONLINE)
            group = writer if kind == WRITER else reader
            row = (group,) + source.row()[1:]
            server = self.servers.get(row[:3])
            if server is None:
                server = self.servers[row[:3]] = Server(row)
            elif server.status == HARD:
                self.update(server, row[:4] + (ONLINE,) + row[5:])
            mapping.nodes[kind].append((writer, reader, server))

    @staticmethod
    def clear(mapping, kind):
        """Out of the group; its connections there are dropped."""
        for _, _, server in mapping.nodes[kind]:
            server.become(HARD)
        mapping.nodes[kind] = []
