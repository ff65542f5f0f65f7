"""One node: its listeners and threads."""

import itertools
import os
import socket
import ssl
import sys
import threading
import time

from . import wire
from .admin import Commands, Session
from .layers import Layers
from .monitor import Monitor
from .peers import Cluster
from .runtime import Hostgroups
from .traffic import Chooser, TrafficSession

NUMBERS = itertools.count(1)
LOCAL = ("127.0.0.1", "::1")


def listener(place):
    """A listening socket for "ADDRESS:PORT"."""
    host, port = place.rsplit(":", 1)
    return socket.create_server((host, int(port)), backlog=128)


def credentials(text):
    """"user:password;user:password" as in admin-admin_credentials."""
    return dict(pair.split(":", 1) for pair in text.split(";") if ":" in pair)


class Node(Chooser):
    """A ProxySQL without the proxy. `lock` is the real one's sql_query_global_mutex and hostgroup lock in one."""

    def __init__(self, config, log=sys.stderr):
        self.config, self.stream = config, log
        self.lock = threading.RLock()
        self.sessions, self.admins, self.listeners, self.threads = {}, {}, {}, []
        self.default_hostgroup = config.get("default_hostgroup", 0)
        os.makedirs(config["directory"], exist_ok=True)
        self.hostgroups = Hostgroups()
        self.hostgroups.log = self.log
        self.layers = Layers(config["directory"], self.hostgroups, self.sessions)
        self.layers.boot(config)
        self.commands = Commands(self.layers)
        self.tls = self.tls_context()
        self.stopping = False

    def log(self, line):
        """What the real one writes to proxysql.log."""
        if self.stream is not None:
            print(time.strftime("%Y-%m-%d %H:%M:%S"), line, file=self.stream, flush=True)

    def tls_context(self):
        """TLS of the admin port, if a certificate is configured. The real one makes its own at the first start."""
        files = self.config.get("tls")
        if not files:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files["cert"], files["key"])
        return context

    def start(self):
        """Listen and begin to watch."""
        for name, serve in (("admin", self.serve_admin), ("traffic", self.serve_traffic)):
            if name in self.config:
                self.listeners[name] = listener(self.config[name])
                threading.Thread(target=self.accept, args=(self.listeners[name], serve), daemon=True, name=name).start()
        self.threads = [Cluster(self)] + ([Monitor(self)] if self.config.get("monitor") else [])
        for thread in self.threads:
            thread.start()
        return self

    def port(self, name):
        """The port of "admin" or "traffic"."""
        return self.listeners[name].getsockname()[1]

    def accept(self, listening, serve):
        """One thread per client."""
        while not self.stopping:
            try:
                client, address = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(client, address), daemon=True).start()

    def serve_traffic(self, client, address):
        """A client of the traffic port."""
        session = TrafficSession(self, client, address)
        with self.lock:
            self.sessions[session.number] = session
        session.run()

    def serve_admin(self, client, address):
        """A client of the admin port. Any name is a database here, and none is needed."""
        connection = wire.Wire(client)
        self.admins[connection] = None
        try:
            user, reader = self.log_in(connection, address)
            Session(self, connection, user, reader).serve()
        except (wire.Gone, OSError):
            pass  # the client's own business
        finally:
            self.admins.pop(connection, None)
            connection.sock.close()

    def log_in(self, connection, address):
        """Who it is. lib/MySQL_Session.cpp: the user named admin only from the same machine, whatever its password."""
        admins = credentials(self.layers.value("admin-admin_credentials"))
        readers = credentials(self.layers.value("admin-stats_credentials"))
        passwords = {**readers, **admins}
        user, right = wire.Handshake(connection, next(NUMBERS), passwords.get, self.layers.value("mysql-server_version"),
                                     self.layers.value("mysql-default_authentication_plugin"), self.tls).run()
        if not right:
            message = f"ProxySQL Error: Access denied for user '{user}'@'{address[0]}' (using password: YES)"
            connection.send(wire.error(1045, "28000", message))
            raise wire.Gone("access denied")
        if user == "admin" and address[0] not in LOCAL:
            connection.send(wire.error(1040, "42000", "User 'admin' can only connect locally"))
            raise wire.Gone("not local")
        connection.send(wire.ok())
        return user, user not in admins

    def stop(self):
        """Close everything."""
        self.stopping = True
        for thread in self.threads:
            thread.stop()
        for listening in self.listeners.values():
            listening.close()
        with self.lock:
            for session in list(self.sessions.values()):
                session.close()
        for connection in list(self.admins):
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # already gone
