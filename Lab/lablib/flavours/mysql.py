"""MySQL 9.7, from Debian sid."""

SERVER = "/usr/sbin/mysqld"
CONFIG_DIRECTORY = "mysql.conf.d"
PRIVILEGE_STATEMENTS = [
    "GRANT SELECT, PROCESS, RELOAD, EVENT, REPLICATION CLIENT ON *.* TO hactl@'%'",
    "GRANT BACKUP_ADMIN, CLONE_ADMIN, CONNECTION_ADMIN, PERSIST_RO_VARIABLES_ADMIN, REPLICATION_SLAVE_ADMIN, SERVICE_CONNECTION_ADMIN, SESSION_VARIABLES_ADMIN,"
    " SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER, SYSTEM_USER, SYSTEM_VARIABLES_ADMIN, XA_RECOVER_ADMIN ON *.* TO hactl@'%'",
    "GRANT INSERT ON mysql.plugin TO hactl@'%'",
]
SEMI_SYNC_SOURCE = "rpl_semi_sync_source_enabled"


def config(facts, name, address, number):
    """The option file of one host. Buffers are small: this is about roles, not about throughput."""
    lines = [
        "[mysqld]", "bind-address = 0.0.0.0", "mysqlx = OFF", f"report_host = {address}", f"server_id = {number}",
        "read_only = ON", "super_read_only = ON",
        "log_bin = binlog", "binlog_format = ROW", "log_replica_updates = ON", "sync_binlog = 1",
        "innodb_flush_log_at_trx_commit = 1",
        "relay_log = relay", "relay_log_recovery = ON", "skip_replica_start = OFF",
        "replica_parallel_workers = 4", "replica_preserve_commit_order = ON",
        "innodb_buffer_pool_size = 64M", "innodb_redo_log_capacity = 16M",
        "ssl_ca = /etc/mysql/tls/ca.pem", "ssl_cert = /etc/mysql/tls/server.pem", "ssl_key = /etc/mysql/tls/server.key",
        "auto_generate_certs = OFF", "caching_sha2_password_auto_generate_rsa_keys = ON", "skip_name_resolve = ON",
        "binlog_expire_logs_seconds = 604800", f"admin_address = {address}", "admin_port = 33062",
    ]
    lines += ["gtid_mode = ON", "enforce_gtid_consistency = ON"] if facts["gtid"] else ["gtid_mode = OFF"]
    if facts["dual"]:
        lines += ["auto_increment_increment = 2", f"auto_increment_offset = {2 - number % 2}"]
    if facts["semi_sync"]:
        lines += ["plugin-load-add = semisync_source.so;semisync_replica.so", "rpl_semi_sync_replica_enabled = ON"]
    lines += [f"event_scheduler = {'ON' if facts['events'] else 'OFF'}"] if facts["events"] is not None else []
    return "\n".join(lines) + "\n"


def position(query):
    """(file, position) of the binlog's end."""
    return query("SHOW BINARY LOG STATUS")[0][:2]


def follow(source, password, gtid, coordinates=None):
    """Make a server a replica of `source`."""
    where = "SOURCE_AUTO_POSITION = 1" if gtid else f"SOURCE_LOG_FILE = '{coordinates[0]}', SOURCE_LOG_POS = {coordinates[1]}"
    return [
        f"CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{source}', SOURCE_USER = 'repl', SOURCE_PASSWORD = '{password}', {where},"
        " SOURCE_SSL = 1, SOURCE_SSL_CA = '/etc/mysql/tls/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1,"
        " SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 86400",
        "START REPLICA",
    ]


def account(name, password):
    """Statements that make an account without any privilege."""
    return [f"CREATE USER {name}@'%' IDENTIFIED WITH caching_sha2_password BY '{password}'"]


GTID_DONE = "SELECT @@GLOBAL.gtid_executed"


def caught_up(query, mark, seconds):
    """Wait until a replica has executed everything in `mark`."""
    return query(f"SELECT WAIT_FOR_EXECUTED_GTID_SET('{mark}', {seconds})")[0][0] == 0


def caught_up_position(query, coordinates, seconds):
    """The same by file and position."""
    return query(f"SELECT SOURCE_POS_WAIT('{coordinates[0]}', {coordinates[1]}, {seconds})")[0][0] is not None
