"""MariaDB 10.11, from Debian 12."""

SERVER = "/usr/sbin/mariadbd"
CONFIG_DIRECTORY = "mariadb.conf.d"
PRIVILEGE_STATEMENTS = [
    "GRANT SELECT, SHOW VIEW, TRIGGER, PROCESS, RELOAD, EVENT, SUPER, READ_ONLY ADMIN, CONNECTION ADMIN, BINLOG ADMIN, BINLOG MONITOR,"
    " REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN, REPLICA MONITOR ON *.* TO hactl@'%'",
]
SEMI_SYNC_SOURCE = "rpl_semi_sync_master_enabled"


def config(facts, name, address, number):
    """The option file of one host. Buffers are small: this is about roles, not about throughput."""
    lines = [
        "[mariadbd]", "bind-address = 0.0.0.0", f"report_host = {address}", f"server_id = {number}", "read_only = ON",
        "log_bin = binlog", "binlog_format = ROW", "log_slave_updates = ON", "sync_binlog = 1",
        "innodb_flush_log_at_trx_commit = 1", "relay_log = relay", "relay_log_recovery = ON",
        "slave_parallel_threads = 4", "slave_parallel_mode = optimistic",
        "gtid_domain_id = 0", f"gtid_strict_mode = {'ON' if facts['gtid'] else 'OFF'}",
        "innodb_buffer_pool_size = 64M", "innodb_log_file_size = 16M", "log_error = /var/log/mysql/error.log",
        "ssl_ca = /etc/mysql/tls/ca.pem", "ssl_cert = /etc/mysql/tls/server.pem", "ssl_key = /etc/mysql/tls/server.key",
        "skip_name_resolve = ON", "extra_port = 33062", "extra_max_connections = 4",
    ]
    if facts["dual"]:
        lines += ["auto_increment_increment = 2", f"auto_increment_offset = {2 - number % 2}"]
    if facts["semi_sync"]:
        lines += ["rpl_semi_sync_slave_enabled = ON"]
    lines += [f"event_scheduler = {'ON' if facts['events'] else 'OFF'}"] if facts["events"] is not None else []
    return "\n".join(lines) + "\n"


def position(query):
    """(file, position) of the binlog's end."""
    return query("SHOW MASTER STATUS")[0][:2]


def follow(source, password, gtid, coordinates=None):
    """Make a server a replica of `source`."""
    where = "MASTER_USE_GTID = slave_pos" if gtid else (
        f"MASTER_USE_GTID = no, MASTER_LOG_FILE = '{coordinates[0]}', MASTER_LOG_POS = {coordinates[1]}")
    return [
        f"CHANGE MASTER TO MASTER_HOST = '{source}', MASTER_USER = 'repl', MASTER_PASSWORD = '{password}', {where},"
        " MASTER_SSL = 1, MASTER_SSL_CA = '/etc/mysql/tls/ca.pem', MASTER_SSL_VERIFY_SERVER_CERT = 1, MASTER_CONNECT_RETRY = 1",
        "START SLAVE",
    ]


def account(name, password):
    """Statements that make an account without any privilege."""
    return [f"CREATE USER {name}@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('{password}')"]


GTID_DONE = "SELECT @@GLOBAL.gtid_binlog_pos"


def caught_up(query, mark, seconds):
    """Wait until a replica has executed everything in `mark`."""
    return query(f"SELECT MASTER_GTID_WAIT('{mark}', {seconds})")[0][0] == 0


def caught_up_position(query, coordinates, seconds):
    """The same by file and position."""
    return query(f"SELECT MASTER_POS_WAIT('{coordinates[0]}', {coordinates[1]}, {seconds})")[0][0] is not None
