"""The traffic port, as far as tests of a moved writer need it: it forwards bytes.

Each connection of a client goes to one ONLINE server of the default hostgroup, chosen by weight, and stays there. While there is none,
it waits, as the real one does, for mysql-connect_timeout_server_max, and then ends with error 9001. When the server becomes
OFFLINE_HARD, is deleted from the hostgroup, or moved out of it by the monitor, its connections are closed at once; OFFLINE_SOFT lets
them be and takes no new ones.

This is what the real one does with sessions of users with fast_forward=1 (lib/MySQL_Thread.cpp, "bug fix for #1085"). For all others
it differs:

- It speaks the protocol itself: it logs clients in with mysql_users, accepts them when no server is there, and a statement waits.
- Backend connections are pooled. A client has none while it is between transactions (unless multiplexing is off for it: temporary
  tables, locks, session variables …), so most clients do not notice a move: the next statement takes a connection of the new server.
- OFFLINE_HARD closes idle pooled connections at once; a connection in use fails "when trying to use it": the statement is tried again on
  another server if no transaction is open and nothing of the result was sent (mysql-query_retries_on_failure), else the client gets an
  error and is disconnected (lib/MySQL_Session.cpp, handler_ProcessingQueryError_CheckBackendConnectionStatus()).
- OFFLINE_SOFT: a connection in use stays until its transaction ends; a transaction_persistent session or one without multiplexing
  keeps it for as long as it lives.
"""

import itertools
import random
import select
import socket
import threading
import time

from . import wire
from .runtime import HARD, ONLINE, SHUNNED

NUMBERS = itertools.count(1)
CONNECT = 1.0


class TrafficSession:
    """One client and its server."""

    def __init__(self, node, client, address):
        self.node, self.client, self.address, self.server, self.backend = node, client, address, None, None
        self.number, self.began = next(NUMBERS), time.monotonic()
        self.closed = threading.Event()

    def row(self):
        """As in stats_mysql_processlist. User and database are unknown here: nobody looks into the bytes."""
        server = self.server
        local = self.backend.getsockname()[:2] if self.backend and not self.closed.is_set() else (None, None)
        return (0, self.number, "", "", self.address[0], self.address[1], self.node.default_hostgroup, *local,
                server and server.hostname, server and server.port, "Sleep" if server else "Connect",
                int((time.monotonic() - self.began) * 1000), "", 0, None)

    def close(self):
        """Wake the thread, which does the rest."""
        self.closed.set()
        for sock in (self.client, self.backend):
            if sock is not None:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # already gone

    def run(self):
        """The session's thread."""
        try:
            if self.reach():
                self.pump()
        except OSError:
            pass  # either side went away
        finally:
            self.forget()

    def reach(self):
        """Find a server, or tell the client that there is none."""
        began = time.monotonic()
        while not self.closed.is_set():
            if self.connect():
                return True
            if time.monotonic() - began > self.node.layers.whole("mysql-connect_timeout_server_max") / 1000:
                waited = int((time.monotonic() - began) * 1000)
                message = f"Max connect timeout reached while reaching hostgroup {self.node.default_hostgroup} after {waited}ms"
                wire.Wire(self.client).send(wire.error(9001, "HY000", message))
                return False
            self.closed.wait(0.02)
        return False

    def connect(self):
        """One attempt. The session counts from here on, so that a server that goes OFFLINE_HARD meanwhile closes it."""
        with self.node.lock:
            server = self.node.choose()
            if server is None:
                return False
            server.sessions.add(self)
            server.most = max(server.most, len(server.sessions))
            self.server = server
        try:
            self.backend = socket.create_connection((server.hostname, server.port), CONNECT)
            self.backend.settimeout(None)
        except OSError as error:
            with self.node.lock:
                server.sessions.discard(self)
                self.server = None
                self.node.connect_failed(server, error)
            return False
        with self.node.lock:
            server.ok += 1
            return not self.closed.is_set()

    def pump(self):
        """Bytes both ways until one side ends."""
        for sock in (self.client, self.backend):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not self.closed.is_set():
            for source in select.select([self.client, self.backend], [], [])[0]:
                data = source.recv(65536)
                if not data:
                    return
                if source is self.client:
                    self.server.sent += len(data)
                    self.backend.sendall(data)
                else:
                    self.server.received += len(data)
                    self.client.sendall(data)

    def forget(self):
        """Take the session out of every list."""
        with self.node.lock:
            self.closed.set()
            self.node.sessions.pop(self.number, None)
            if self.server is not None:
                self.server.sessions.discard(self)
        for sock in (self.client, self.backend):
            if sock is not None:
                sock.close()


class Chooser:
    """The part of a node that picks servers for traffic; the caller holds the lock."""

    def choose(self):
        """An ONLINE server of the default hostgroup with room, by weight; a SHUNNED one that has rested is ONLINE again."""
        found = []
        for server in self.hostgroups.servers.values():
            if server.hostgroup_id != self.default_hostgroup:
                continue
            rest = self.layers.whole("mysql-shun_recovery_time_sec")
            if server.status == SHUNNED and server.shunned_at is not None and time.monotonic() - server.shunned_at > rest:
                server.become(ONLINE)
            if server.status == ONLINE and server.weight > 0 and len(server.sessions) < server.max_connections:
                found.append(server)
        return random.choices(found, [server.weight for server in found])[0] if found else None

    def connect_failed(self, server, error):
        """lib/MySrvC.cpp, connect_error(): mysql-shun_on_failures errors within a second shun a server."""
        now = time.monotonic()
        server.errors += 1
        server.failures = [moment for moment in server.failures if now - moment < 1] + [now]
        if server.status == ONLINE and len(server.failures) >= self.layers.whole("mysql-shun_on_failures"):
            self.log(f"Shunning server {server.hostname}:{server.port}: {error}")
            server.shun()

    def kill(self, number):
        """KILL CONNECTION: of the traffic port, never of the admin port."""
        session = self.sessions.get(number)
        if session is not None:
            session.close()
        return session is not None

    def kill_all(self, host, port):
        """shun_and_killall(): after failed pings, in every hostgroup."""
        for server in self.hostgroups.servers.values():
            if (server.hostname, server.port) == (host, port) and server.status not in (HARD,):
                if server.status == ONLINE:
                    server.shun()
                server.drop()
