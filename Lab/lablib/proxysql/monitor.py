"""The monitor: asks every server of a replication hostgroup for read_only, and pings it.

lib/MySQL_Monitor.cpp: monitor_read_only(), monitor_read_only_thread(), monitor_ping(), server_responds_to_ping(). Worth knowing:

- A check that can make no connection is logged as "timeout on creating new connection: …", whatever the reason, and the query that
  counts timeouts looks at the first seven letters. So three *refused* connections in a row (or three times "access denied") also are
  "missed 3 read_only checks. Assuming read_only=1": a server whose process died leaves the writer group after some three seconds, and
  comes back by itself when it answers read_only=0. Only an error on a connection the monitor already had, such as the first one after
  the crash, does not count.
- After mysql-monitor_ping_max_failures failed pings (3 × 8 s) the server is SHUNNED with all its connections dropped, and is no longer
  asked for read_only until a ping succeeds; "access denied" does not count as a failed ping.
- use_ssl of the server's row decides whether the monitor uses TLS. Against caching_sha2_password it needs that, or an account MySQL has
  cached, or an RSA key it does not ask for.

This one needs pymysql; the real one keeps its connections, and so does this one.
"""

import concurrent.futures
import threading
import time



QUESTIONS = {
    "read_only": "SELECT @@global.read_only read_only",
    "super_read_only": "SELECT @@global.super_read_only read_only",
    "innodb_read_only": "SELECT @@global.innodb_read_only read_only",
    "read_only|innodb_read_only": "SELECT @@global.read_only|@@global.innodb_read_only read_only",
    "read_only&innodb_read_only": "SELECT @@global.read_only&@@global.innodb_read_only read_only",
}


class Host:
    """One server as the monitor sees it, whatever hostgroups it is in."""

    def __init__(self, monitor, host, port):
        self.monitor, self.host, self.port, self.connection = monitor, host, port, None
        self.missed, self.failed_pings, self.busy = 0, 0, threading.Lock()

    def connect(self, milliseconds, use_ssl):
        """A connection."""
        import pymysql
        layers = self.monitor.node.layers
        return pymysql.connect(host=self.host, port=self.port, user=layers.value("mysql-monitor_username"),
                               password=layers.value("mysql-monitor_password"), autocommit=True,
                               ssl={"check_hostname": False} if use_ssl else None,
                               connect_timeout=layers.whole("mysql-monitor_connect_timeout") / 1000,
                               read_timeout=milliseconds / 1000, write_timeout=milliseconds / 1000)

    def ask(self, statement, milliseconds, use_ssl):
        """(value, None) or (None, error text), worded as the real one's log."""
        import pymysql
        try:
            self.connection = self.connection or self.connect(milliseconds, use_ssl)
        except (pymysql.MySQLError, OSError) as error:
            return None, f"timeout on creating new connection: {error.args[-1]}"
        try:
            self.connection.query(statement)
            return str(self.connection._result.rows[0][0]), None
        except (pymysql.MySQLError, OSError) as error:
            self.connection._force_close()
            self.connection = None
            return None, "timeout check" if "timed out" in str(error) else str(error.args[-1])

    def check(self, kind, use_ssl):
        """One read_only check and what follows from it."""
        node = self.monitor.node
        with self.busy:
            began, started = time.time(), time.monotonic()
            value, error = self.ask(QUESTIONS[kind.lower()], node.layers.whole("mysql-monitor_read_only_timeout"), use_ssl)
        took = int((time.monotonic() - started) * 1e6)
        read_only = None if error else 0 if value.upper() in ("0", "OFF") else 1
        self.missed = self.missed + 1 if error and error.startswith("timeout") else 0
        with node.lock:
            row = self.host, self.port, int(began * 1e6), 0 if error else took, read_only, error
            node.layers.log_check("mysql_server_read_only_log", *row)
            if error and self.missed >= node.layers.whole("mysql-monitor_read_only_max_timeout_count"):
                node.log(f"Server {self.host}:{self.port} missed {self.missed} read_only checks. Assuming read_only=1")
                read_only = 1
            if read_only is not None:
                also = node.layers.yes("mysql-monitor_writer_is_also_reader")
                node.hostgroups.read_only_action(self.host, self.port, read_only, also)

    def ping(self, use_ssl):
        """One ping."""
        node = self.monitor.node
        with self.busy:
            began, started = time.time(), time.monotonic()
            _, error = self.ask("SELECT 1", node.layers.whole("mysql-monitor_ping_timeout"), use_ssl)
        if error and "Access denied" not in error:
            self.failed_pings += 1
        else:
            self.failed_pings = 0
        with node.lock:
            took = 0 if error else int((time.monotonic() - started) * 1e6)
            node.layers.log_check("mysql_server_ping_log", self.host, self.port, int(began * 1e6), took, error)
            if not self.answers():
                node.log(f"Server {self.host}:{self.port} missed {self.failed_pings} heartbeats, "
                         "shunning it and killing all the connections")
                node.kill_all(self.host, self.port)

    def answers(self):
        """server_responds_to_ping()."""
        return self.failed_pings < self.monitor.node.layers.whole("mysql-monitor_ping_max_failures")


class Monitor(threading.Thread):
    """Starts the checks when they are due; a slow server delays nobody but itself."""

    def __init__(self, node):
        super().__init__(daemon=True, name="monitor")
        self.node, self.hosts, self.stopping = node, {}, threading.Event()
        self.workers = concurrent.futures.ThreadPoolExecutor(16)

    def host(self, host, port):
        """Remembered between checks."""
        return self.hosts.setdefault((host, port), Host(self, host, port))

    def run(self):
        """Until the node stops."""
        due = {"read_only": 0.0, "ping": 0.0}
        while not self.stopping.wait(0.01):
            now = time.monotonic()
            for kind in due:
                if now >= due[kind] and self.node.layers.yes("mysql-monitor_enabled"):
                    due[kind] = now + self.node.layers.whole(f"mysql-monitor_{kind}_interval") / 1000
                    getattr(self, f"start_{kind}")()

    def submit(self, host, function, *arguments):
        """Unless the last check of this host still runs."""
        if not host.busy.locked():
            self.workers.submit(self.guarded, function, *arguments)

    def guarded(self, function, *arguments):
        """A fault of the stand-in must be seen."""
        try:
            function(*arguments)
        except Exception as error:  # a lost worker would look like a server that never answers
            self.node.log(f"monitor: {type(error).__name__}: {error}")

    def start_read_only(self):
        """All read_only checks of this round."""
        with self.node.lock:
            targets = self.node.hostgroups.monitored()
        for name, port, check, use_ssl in targets:
            host = self.host(name, port)
            if host.answers():
                self.submit(host, host.check, check, use_ssl)

    def start_ping(self):
        """All pings of this round, of every server there is."""
        with self.node.lock:
            targets = {(server.hostname, server.port): server.use_ssl for server in self.node.hostgroups.servers.values()}
        for (name, port), use_ssl in targets.items():
            self.workers.submit(self.guarded, self.host(name, port).ping, use_ssl)  # too rare to be left out: waits for a running check

    def stop(self):
        """End; running checks end by their timeouts."""
        self.stopping.set()
        self.workers.shutdown(wait=False, cancel_futures=True)


