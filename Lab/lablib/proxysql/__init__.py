"""A stand-in for ProxySQL: its admin port, its monitor, its traffic port, and nothing else of it.

There is no ProxySQL package for the lab's systems, so tests of whoever administers one need something that speaks the real
protocol and behaves as the real one for the statements they send. What it does was read in ProxySQL's public source,
github.com/sysown/proxysql, branches v2.7 and v3.0 (October 2024; v2.6.0 was compared where a docstring says so); file names in
docstrings mean that repository.

    python3 -m lablib.proxysql --config FILE.json     (in Lab/; prints one line when it listens, ends on SIGTERM)

The configuration, every key but `directory` optional:

    {"directory": "/tmp/p1",                    holds proxysql.db, the disk layer; once it exists, the keys below up to
                                                `variables` are ignored, as the real one ignores its proxysql.cnf
     "servers": [{"hostgroup_id": 10, "hostname": "10.0.0.1", "port": 3306, …}],
     "replication_hostgroups": [{"writer_hostgroup": 10, "reader_hostgroup": 20, …}],
     "proxysql_servers": [{"hostname": "127.0.0.1", "port": 6032}],
     "variables": {"mysql-monitor_username": "monitor", "admin-admin_credentials": "admin:admin;ops:secret", …},
     "admin": "127.0.0.1:6032",                 port 0: any, printed when it listens
     "traffic": "127.0.0.1:6033",               left out: no traffic port
     "default_hostgroup": 10,                   where the traffic port sends everybody
     "monitor": true,                           read_only and ping checks
     "tls": {"cert": "server.pem", "key": "server.key"}}     offer TLS on the admin port (the real one always does)

Not there: users, query rules, compression, prepared statements on the traffic port's own account, the scheduler.
Group replication, Galera and Aurora hostgroups are tables without effect.
"""

VERSION = "2.7.1-stand-in"
