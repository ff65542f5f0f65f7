"""The stand-in for ProxySQL, on the lab's bare `proxy` host: there is no package of the real one."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys

import pymysql
from lablib import enter, kernel
from lablib.paths import write_private

ADDRESS = "10.77.0.102"
WRITER, READER = 10, 20
ROW = ("hostgroup_id", "hostname", "port", "use_ssl")


class ProxySQL:
    """One node, with every member in it: db1 is the writer."""

    def __init__(self, stage, paired, number=0):
        self.stage, self.admin, self.traffic = stage, 6032 + 10 * number, 6033 + 10 * number
        lab = stage.lab
        # Beside the lab's own secrets: hactl's home is searched for passwords.
        directory = lab.path(f"proxysql{number}")
        shutil.rmtree(directory, ignore_errors=True)
        rows = [(WRITER, next(iter(lab.hosts.values())))] + ([(READER, address) for address in lab.hosts.values()] if paired else [])
        config = {
            "directory": directory, "admin": f"0.0.0.0:{self.admin}", "traffic": f"0.0.0.0:{self.traffic}",
            "default_hostgroup": WRITER, "monitor": paired,
            "servers": [dict(zip(ROW, (group, address, 3306, 1))) for group, address in rows],
            "replication_hostgroups": [{"writer_hostgroup": WRITER, "reader_hostgroup": READER, "check_type": "read_only"}] if paired else [],
            "variables": {"admin-admin_credentials": "hactl:px-secret", "mysql-monitor_username": "hactl",
                          "mysql-monitor_password": lab.secret("hactl"), "mysql-monitor_read_only_interval": 1000},
        }
        path = f"{directory}.json"
        write_private(path, json.dumps(config))
        stage.write("proxysql.pw", "px-secret\n")
        holder = lab.pid("proxy")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lablib.proxysql", "--config", path], cwd=os.path.join(stage.source, "Lab"), text=True,
            stdout=subprocess.PIPE, stderr=open(f"{directory}.log", "w"), preexec_fn=lambda: enter.enter_network(lab, holder))
        stage.children.append(self.process)
        self.process.stdout.readline()

    def entry(self, name="ps1", paired=False):
        """Its line in the inventory."""
        reader = f", reader-hostgroup: {READER}" if paired else ""
        return (f"      {name}: {{address: {ADDRESS}, writer: '{ADDRESS}:{self.traffic}', proxysql: {{writer-hostgroup: {WRITER}{reader}, "
                f"admin: '{ADDRESS}:{self.admin}', user: hactl, password: {{file: {self.stage.home}/proxysql.pw}}}}}}\n")

    def write_to(self, name, more=""):
        """An administrator leads writes to a member, now and after a restart."""
        self.ask(f"UPDATE mysql_servers SET hostname='{self.stage.lab.hosts[name]}'{more} WHERE hostgroup_id={WRITER}")
        self.ask("LOAD MYSQL SERVERS TO RUNTIME")
        self.ask("SAVE MYSQL SERVERS TO DISK")

    def ask(self, statement):
        """Rows of one statement, by another administrator."""
        here = os.open("/proc/self/ns/net", os.O_RDONLY)
        try:
            kernel.enter(self.stage.lab.pid("client"), "net")
            connection = pymysql.connect(host=ADDRESS, port=self.admin, user="hactl", password="px-secret", autocommit=True, connect_timeout=3)
        finally:
            kernel.libc.setns(here, 0)
            os.close(here)
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def servers(self, layer="runtime_mysql_servers", group=WRITER):
        """Who is online in a hostgroup."""
        return [row[0] for row in self.ask(f"SELECT hostname FROM {layer} WHERE hostgroup_id={group} AND status='ONLINE' ORDER BY 1")]

    def crash(self):
        """kill -9, at once."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
