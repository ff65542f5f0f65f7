"""etcd, where hactl may keep what outlives it: one member, on a host of its own."""

from .state import PREFIX

NAME = "kv1"
ADDRESS = f"{PREFIX}.41"
PORT = 2379
ENDPOINT = f"http://{ADDRESS}:{PORT}"
DATA = "/var/lib/etcd"

COMMAND = [
    "/usr/bin/etcd", "--name", NAME, "--data-dir", f"{DATA}/default", "--listen-client-urls", f"{ENDPOINT},http://127.0.0.1:{PORT}",
    "--advertise-client-urls", ENDPOINT, "--listen-peer-urls", "http://127.0.0.1:2380",
    "--initial-advertise-peer-urls", "http://127.0.0.1:2380", "--initial-cluster", f"{NAME}=http://127.0.0.1:2380", "--log-level", "warn",
]
