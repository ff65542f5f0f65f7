"""A data directory, initialised once per tree and copied for every host."""

import glob
import os
import shutil
import subprocess

from .paths import LabError

# The second start of MySQL gives root the login by unix socket that Debian's package sets up, and finishes what
# the first start of a fresh data directory would otherwise do on every host.
INITIALISE = {
    "mysql": """
        common='--no-defaults --user=mysql --datadir=/var/lib/mysql --innodb-redo-log-capacity=16M --mysqlx=OFF --skip-log-bin'
        mysqld $common --initialize-insecure --log-error=/tmp/lab-init.log || { cat /tmp/lab-init.log; exit 1; }
        {
            echo "INSTALL PLUGIN auth_socket SONAME 'auth_socket.so';"
            echo "ALTER USER root@localhost IDENTIFIED WITH auth_socket;"
            echo "SHUTDOWN;"
        } > /tmp/lab-init.sql
        mysqld $common --skip-networking --socket=/tmp/lab.sock --pid-file=/tmp/lab.pid --init-file=/tmp/lab-init.sql \\
            --log-error=/tmp/lab-init.log || { cat /tmp/lab-init.log; exit 1; }
        rm -f /tmp/lab*""",
    "mariadb": "mariadb-install-db --no-defaults --force --user=mysql --datadir=/var/lib/mysql --skip-test-db"
               " --auth-root-authentication-method=socket --innodb-log-file-size=16M",
}


def in_tree(tree, script):
    """Run a shell script inside a tree, in its own mount and pid namespace so that nothing stays mounted or running."""
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--net", "sh", "-c",
               'mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec chroot "$0" /bin/sh -c "$1"', tree, script]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root"}
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def initialise(kind, tree, target):
    """Initialise inside the tree, then move the result out: the tree keeps an empty /var/lib/mysql."""
    data = os.path.join(tree, "var/lib/mysql")
    shutil.rmtree(data, ignore_errors=True)
    result = in_tree(tree, f"install -d -o mysql -g mysql -m 0700 /var/lib/mysql && {INITIALISE[kind].strip()}")
    if result.returncode != 0:
        raise LabError(f"could not initialise the {kind} data directory:\n" + result.stdout[-3000:])
    shutil.rmtree(target, ignore_errors=True)
    os.rename(data, target)
    forget_identity(target)


def forget_identity(data):
    """Every copy must make its own server_uuid (two servers with one uuid cannot replicate) and gets the lab's keys."""
    for path in [os.path.join(data, "auto.cnf"), *glob.glob(os.path.join(data, "*.pem"))]:
        if os.path.exists(path):
            os.unlink(path)
