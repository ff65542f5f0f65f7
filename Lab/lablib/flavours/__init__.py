"""What differs between the two servers, one module each, the same names in both."""

from . import mariadb, mysql

FLAVOURS = {"mysql": mysql, "mariadb": mariadb}
