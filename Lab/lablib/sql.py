"""SQL as the lab itself speaks it: root over a host's socket, or an account over the lab's network."""

import time

import pymysql

from .paths import LabError

SOCKET = "/run/mysqld/mysqld.sock"


def root(lab, name, **options):
    """root on a host, through its unix socket, from outside all namespaces."""
    return pymysql.connect(unix_socket=lab.inside(name, SOCKET), user="root", autocommit=True, charset="utf8mb4", connect_timeout=5, **options)


def wait_root(lab, name, seconds=60):
    """Wait until the server of a host answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return root(lab, name)
        except pymysql.MySQLError as error:
            if time.monotonic() > deadline:
                raise LabError(f"the server of {name} does not answer ({error}); its log is in the host: "
                               f"lab run {lab.name} {name} -- tail /var/log/mysql/error.log") from None
            time.sleep(0.02)


def rows(connection, statement):
    """All rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def run(connection, statements):
    """Statements without results."""
    for statement in statements:
        rows(connection, statement)


def query_of(connection):
    """`rows` bound to a connection, the shape the flavour modules want."""
    return lambda statement: rows(connection, statement)
