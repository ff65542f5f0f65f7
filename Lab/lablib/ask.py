"""`lab sql`: one statement, rows as tab separated text."""

import sys

import pymysql

from . import kernel, sql
from .paths import LabError
from .state import Lab


def connect(lab, host, user):
    """root goes over the socket; an account goes over the network, with TLS, as from the operator's place."""
    if user == "root":
        return sql.root(lab, host)
    kernel.enter(lab.pid("operator"), "net")
    return pymysql.connect(host=lab.address(host), user=user, password=lab.secret(user), autocommit=True, charset="utf8mb4",
                           connect_timeout=5, ssl={"ca": lab.path("ca.pem")})


def ask(options):
    """Print every row; NULL as the mysql client prints it."""
    lab = Lab(options.name)
    try:
        with connect(lab, options.host, options.user) as connection:
            for row in sql.rows(connection, options.statement):
                print("\t".join("NULL" if value is None else text(value) for value in row))
    except pymysql.MySQLError as error:
        raise LabError(": ".join(str(part) for part in error.args)) from None
    sys.stdout.flush()


def text(value):
    """A value as the mysql client shows it."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
