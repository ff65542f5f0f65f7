"""Clients that read through proxies, a connection for each question, as those do that keep none."""

import contextlib
import threading
import time

import pymysql
from lablib import kernel

PORT = 3307


class Reads:
    """One client for each proxy, while the body runs: `errors`, and `seen`, what each answer said and when it was asked for."""

    def __init__(self, stage, names, port=PORT):
        self.stage, self.errors, self.seen, self.ending = stage, [], [], threading.Event()
        self.word = "SLAVE" if stage.flavour == "mariadb" else "REPLICA"
        self.threads = [threading.Thread(target=self.run, args=(stage.lab.machines.get(name, name), port), daemon=True) for name in names]

    def run(self, host, port):
        """A thread that lives in the client's network."""
        kernel.enter(self.stage.lab.pid("client"), "net")
        options = {"host": host, "port": port, "user": "hactl", "password": self.stage.lab.secret("hactl"), "connect_timeout": 5,
                   "read_timeout": 10, "ssl": {"ca": self.stage.lab.path("ca.pem"), "check_hostname": False}}
        while not self.ending.is_set():
            began = time.time()
            try:
                with contextlib.closing(pymysql.connect(**options)) as connection:
                    self.seen.append((began, *self.question(connection)))
            except pymysql.MySQLError as error:
                self.errors.append((began, host, error))
            time.sleep(0.01)

    def question(self, connection):
        """(the member, whether what it shows is of now)"""
        with connection.cursor(pymysql.cursors.DictCursor) as cursor:
            cursor.execute("SELECT @@hostname AS name, @@read_only AS closed")
            answer = cursor.fetchone()
            cursor.execute(f"SHOW {self.word} STATUS")
            status = cursor.fetchone() or {}
        name = str(answer["name"]).split(".", maxsplit=1)[0]
        threads = [status.get(f"{self.word.capitalize()}_{thread}_Running") for thread in ("IO", "SQL")]
        return name, str(answer["closed"]) in ("0", "OFF") or threads == ["Yes", "Yes"]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for thread in self.threads:
            thread.join(15)

    def names(self, since=0.0):
        """Who has answered."""
        return sorted({name for began, name, _ in list(self.seen) if began >= since})

    def stale(self, since=0.0):
        """Answers from a replica that did not replicate, for which somebody came after a moment."""
        return [one for one in list(self.seen) if not one[2] and one[0] >= since]
