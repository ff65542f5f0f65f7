"""The tables of ProxySQL's admin interface, as far as they are here.

Names, types, defaults, checks and keys are those of include/ProxySQL_Admin_Tables_Definitions.h (v3.0; the same in v2.7's
lib/ProxySQL_Admin.cpp). A table of the MEMORY layer exists three times: as NAME in main, as runtime_NAME in main, as NAME in disk.
"""

SERVERS = "mysql_servers"
REPLICATION = "mysql_replication_hostgroups"
PEERS = "proxysql_servers"
VARIABLES = "global_variables"

STATUSES = "'ONLINE','SHUNNED','OFFLINE_SOFT', 'OFFLINE_HARD'"
CHECKS = "'read_only','innodb_read_only','super_read_only','read_only|innodb_read_only','read_only&innodb_read_only'"
SPECIAL_HOSTGROUPS = """writer_hostgroup INT CHECK (writer_hostgroup >= 0) NOT NULL PRIMARY KEY,
    backup_writer_hostgroup INT CHECK (backup_writer_hostgroup >= 0) NOT NULL, reader_hostgroup INT NOT NULL CHECK (reader_hostgroup > 0),
    offline_hostgroup INT NOT NULL CHECK (offline_hostgroup >= 0), active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1,
    max_writers INT NOT NULL CHECK (max_writers >= 0) DEFAULT 1,
    writer_is_also_reader INT CHECK (writer_is_also_reader IN (0,1,2)) NOT NULL DEFAULT 0,
    max_transactions_behind INT CHECK (max_transactions_behind >= 0) NOT NULL DEFAULT 0, comment VARCHAR,
    UNIQUE (reader_hostgroup), UNIQUE (offline_hostgroup), UNIQUE (backup_writer_hostgroup)"""

MEMORY = {
    # the texts of these checks are in error messages, so their blanks are the real ones
    SERVERS: f"""hostgroup_id INT CHECK (hostgroup_id>=0) NOT NULL DEFAULT 0, hostname VARCHAR NOT NULL,
    port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306,
    gtid_port INT CHECK ((gtid_port <> port OR gtid_port=0) AND gtid_port >= 0 AND gtid_port <= 65535) NOT NULL DEFAULT 0,
    status VARCHAR CHECK (UPPER(status) IN ({STATUSES})) NOT NULL DEFAULT 'ONLINE',
    weight INT CHECK (weight >= 0 AND weight <=10000000) NOT NULL DEFAULT 1,
    compression INT CHECK (compression IN(0,1)) NOT NULL DEFAULT 0, max_connections INT CHECK (max_connections >=0) NOT NULL DEFAULT 1000,
    max_replication_lag INT CHECK (max_replication_lag >= 0 AND max_replication_lag <= 126144000) NOT NULL DEFAULT 0,
    use_ssl INT CHECK (use_ssl IN(0,1)) NOT NULL DEFAULT 0, max_latency_ms INT UNSIGNED CHECK (max_latency_ms>=0) NOT NULL DEFAULT 0,
    comment VARCHAR NOT NULL DEFAULT '', PRIMARY KEY (hostgroup_id, hostname, port)""",
    REPLICATION: f"""writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY,
    reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND reader_hostgroup>=0),
    check_type VARCHAR CHECK (LOWER(check_type) IN ({CHECKS})) NOT NULL DEFAULT 'read_only',
    comment VARCHAR NOT NULL DEFAULT '', UNIQUE (reader_hostgroup)""",
    "mysql_group_replication_hostgroups": SPECIAL_HOSTGROUPS,
    "mysql_galera_hostgroups": SPECIAL_HOSTGROUPS,
    "mysql_aws_aurora_hostgroups": """writer_hostgroup INT CHECK (writer_hostgroup >= 0) NOT NULL PRIMARY KEY,
    reader_hostgroup INT NOT NULL CHECK (reader_hostgroup <> writer_hostgroup AND reader_hostgroup > 0),
    active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1, aurora_port INT NOT NULL DEFAULT 3306,
    domain_name VARCHAR NOT NULL CHECK (SUBSTR(domain_name,1,1) = '.'), max_lag_ms INT NOT NULL DEFAULT 600000,
    check_interval_ms INT NOT NULL DEFAULT 1000, check_timeout_ms INT NOT NULL DEFAULT 800, writer_is_also_reader INT NOT NULL DEFAULT 0,
    new_reader_weight INT NOT NULL DEFAULT 1, add_lag_ms INT NOT NULL DEFAULT 30, min_lag_ms INT NOT NULL DEFAULT 30,
    lag_num_checks INT NOT NULL DEFAULT 1, comment VARCHAR, UNIQUE (reader_hostgroup)""",
    "mysql_hostgroup_attributes": """hostgroup_id INT NOT NULL PRIMARY KEY, max_num_online_servers INT NOT NULL DEFAULT 1000000,
    autocommit INT CHECK (autocommit IN (-1,0,1)) NOT NULL DEFAULT -1, free_connections_pct INT NOT NULL DEFAULT 10,
    init_connect VARCHAR NOT NULL DEFAULT '', multiplex INT CHECK (multiplex IN (0,1)) NOT NULL DEFAULT 1,
    connection_warming INT CHECK (connection_warming IN (0,1)) NOT NULL DEFAULT 0,
    throttle_connections_per_sec INT NOT NULL DEFAULT 1000000,
    ignore_session_variables VARCHAR NOT NULL DEFAULT '', hostgroup_settings VARCHAR NOT NULL DEFAULT '',
    servers_defaults VARCHAR NOT NULL DEFAULT '', comment VARCHAR NOT NULL DEFAULT ''""",
    "mysql_servers_ssl_params": """hostname VARCHAR NOT NULL, port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306,
    username VARCHAR NOT NULL DEFAULT '', ssl_ca VARCHAR NOT NULL DEFAULT '', ssl_cert VARCHAR NOT NULL DEFAULT '',
    ssl_key VARCHAR NOT NULL DEFAULT '', ssl_capath VARCHAR NOT NULL DEFAULT '', ssl_crl VARCHAR NOT NULL DEFAULT '',
    ssl_crlpath VARCHAR NOT NULL DEFAULT '', ssl_cipher VARCHAR NOT NULL DEFAULT '', tls_version VARCHAR NOT NULL DEFAULT '',
    comment VARCHAR NOT NULL DEFAULT '', PRIMARY KEY (hostname, port, username)""",
    PEERS: """hostname VARCHAR NOT NULL, port INT NOT NULL DEFAULT 6032, weight INT CHECK (weight >= 0) NOT NULL DEFAULT 0,
    comment VARCHAR NOT NULL DEFAULT '', PRIMARY KEY (hostname, port)""",
    VARIABLES: "variable_name VARCHAR NOT NULL PRIMARY KEY, variable_value VARCHAR NOT NULL",
}

RUNTIME_ONLY = {
    "runtime_checksums_values": """name VARCHAR NOT NULL, version INT NOT NULL, epoch INT NOT NULL, checksum VARCHAR NOT NULL,
    PRIMARY KEY (name)""",
}

POOL = """hostgroup INT, srv_host VARCHAR, srv_port INT, status VARCHAR, ConnUsed INT, ConnFree INT, ConnOK INT, ConnERR INT,
    MaxConnUsed INT, Queries INT, Queries_GTID_sync INT, Bytes_data_sent INT, Bytes_data_recv INT, Latency_us INT"""
STATS = {
    "stats_mysql_connection_pool": POOL,
    "stats_mysql_connection_pool_reset": POOL,
    "stats_mysql_processlist": """ThreadID INT NOT NULL, SessionID INTEGER PRIMARY KEY, user VARCHAR, db VARCHAR, cli_host VARCHAR,
    cli_port INT, hostgroup INT, l_srv_host VARCHAR, l_srv_port INT, srv_host VARCHAR, srv_port INT, command VARCHAR,
    time_ms INT NOT NULL, info VARCHAR, status_flags INT, extended_info VARCHAR""",
    "stats_mysql_global": "Variable_Name VARCHAR NOT NULL PRIMARY KEY, Variable_Value VARCHAR NOT NULL",
    "stats_proxysql_servers_checksums": """hostname VARCHAR NOT NULL, port INT NOT NULL DEFAULT 6032, name VARCHAR NOT NULL,
    version INT NOT NULL, epoch INT NOT NULL, checksum VARCHAR NOT NULL, changed_at INT NOT NULL, updated_at INT NOT NULL,
    diff_check INT NOT NULL, PRIMARY KEY (hostname, port, name)""",
    VARIABLES: MEMORY[VARIABLES],  # tools ask for it here too: sysown/proxysql#708
}
MONITOR = {
    "mysql_server_read_only_log": """hostname VARCHAR NOT NULL, port INT NOT NULL DEFAULT 3306, time_start_us INT NOT NULL DEFAULT 0,
    success_time_us INT DEFAULT 0, read_only INT DEFAULT 1, error VARCHAR, PRIMARY KEY (hostname, port, time_start_us)""",
    "mysql_server_ping_log": """hostname VARCHAR NOT NULL, port INT NOT NULL DEFAULT 3306, time_start_us INT NOT NULL DEFAULT 0,
    ping_success_time_us INT DEFAULT 0, ping_error VARCHAR, PRIMARY KEY (hostname, port, time_start_us)""",
}

# Which tables a LOAD or SAVE of a module moves together: lib/ProxySQL_Admin.cpp, module_tablenames.
MODULES = {
    "MYSQL SERVERS": [SERVERS, REPLICATION, "mysql_group_replication_hostgroups", "mysql_galera_hostgroups", "mysql_aws_aurora_hostgroups",
                      "mysql_hostgroup_attributes", "mysql_servers_ssl_params"],
    "PROXYSQL SERVERS": [PEERS],
}
SERVER_COLUMNS = ["hostgroup_id", "hostname", "port", "gtid_port", "status", "weight", "compression", "max_connections",
                  "max_replication_lag", "use_ssl", "max_latency_ms", "comment"]

# include/ProxySQL_Cluster.hpp: what nodes of a ProxySQL cluster ask each other; an admin may ask it too. Recognised by the exact text
# (from 2.6.0 on for mysql_servers_v2, the rows of the last LOAD). Anything else that begins with PROXY_SELECT is a syntax error.
PROXY_COLUMNS = ", ".join(SERVER_COLUMNS)
PROXY_SERVERS = (f"PROXY_SELECT {PROXY_COLUMNS} FROM runtime_mysql_servers WHERE status<>'OFFLINE_HARD' "
                 "ORDER BY hostgroup_id, hostname, port")
PROXY_PROMOTED = f"PROXY_SELECT {PROXY_COLUMNS} FROM mysql_servers_v2 WHERE status<>'OFFLINE_HARD' ORDER BY hostgroup_id, hostname, port"
PROXY_REPLICATION = ("PROXY_SELECT writer_hostgroup, reader_hostgroup, comment FROM runtime_mysql_replication_hostgroups "
                     "ORDER BY writer_hostgroup")

# lib/MySQL_Thread.cpp and lib/ProxySQL_Admin.cpp, constructors.
DEFAULTS = {
    "admin-admin_credentials": "admin:admin", "admin-stats_credentials": "stats:stats", "admin-read_only": "false",
    "admin-cluster_username": "", "admin-cluster_password": "", "admin-cluster_check_interval_ms": "1000",
    "admin-cluster_mysql_servers_diffs_before_sync": "3", "admin-cluster_mysql_servers_save_to_disk": "true",
    "admin-cluster_mysql_servers_sync_algorithm": "1",
    "mysql-monitor_enabled": "true", "mysql-monitor_username": "monitor", "mysql-monitor_password": "monitor",
    "mysql-monitor_read_only_interval": "1000", "mysql-monitor_read_only_timeout": "800", "mysql-monitor_read_only_max_timeout_count": "3",
    "mysql-monitor_writer_is_also_reader": "true", "mysql-monitor_connect_timeout": "600", "mysql-monitor_ping_interval": "8000",
    "mysql-monitor_ping_timeout": "1000", "mysql-monitor_ping_max_failures": "3", "mysql-monitor_local_dns_cache_ttl": "300000",
    "mysql-monitor_replication_lag_interval": "10000", "mysql-shun_on_failures": "5", "mysql-shun_recovery_time_sec": "10",
    "mysql-connect_timeout_server_max": "10000", "mysql-query_retries_on_failure": "1", "mysql-server_version": "8.0.11",
    "mysql-default_authentication_plugin": "mysql_native_password",
}
