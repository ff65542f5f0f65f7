import HactlModel

/// Every key an inventory may hold: one table for the reader, for the hints and for the reference.
package enum InventorySchema {
    static let file = SchemaSection(
        name: "file", title: "an inventory", about: "The top of every file.",
        keys: [
            SchemaKey(
                "defaults", .section(shared), meaning: "what holds for every cluster of this file",
                example: "defaults: {ssh: {user: ops}}", alsoCalled: ["all", "vars"]),
            SchemaKey(
                "groups", .named(shared), meaning: "what holds for the clusters and members that name the group",
                example: "groups: {eu1: {datacenter: eu1}}", alsoCalled: ["children"]),
            SchemaKey(
                "clusters", .named(cluster), meaning: "the clusters by name",
                example: "clusters: {shop: {members: {db1: {address: 10.0.0.11}}}}",
                alsoCalled: ["cluster", "hosts"]),
        ])

    static let shared = SchemaSection(
        name: "shared", title: "`defaults` or a group", about: "What `defaults` and every group may hold.",
        keys: common + [interface])

    static let cluster = SchemaSection(
        name: "cluster", title: "a cluster", about: "One writer, its replicas, and the way clients find them.",
        keys: [
            SchemaKey(
                "members", .named(member), "required", meaning: "the servers by name",
                example: "members: {db1: {address: 10.0.0.11}}", alsoCalled: ["hosts", "servers", "nodes"]),
            SchemaKey(
                "writer", .section(writer), meaning: "the address through which clients write",
                example: "writer: {vip: 10.0.0.50/24, interface: eth0}", alsoCalled: ["vip", "virtual-ip"]),
            SchemaKey(
                "readers", .section(readers), meaning: "the addresses through which clients read, and by which rules",
                example: "readers: {vips: [10.0.0.61/24, 10.0.0.62/24]}", alsoCalled: ["reader", "slaves"]),
            SchemaKey(
                "proxies", .named(proxy), meaning: "what leads clients to the members beside the addresses",
                example: "proxies: {px1: {address: 10.0.0.31, haproxy: {backend: shop_writer}}}", alsoCalled: ["proxy"]),
            SchemaKey(
                "proxy-quorum", .count, "all of them",
                meaning:
                    "how many proxies a run must be able to change; those beyond that may be unreachable, and are owed",
                example: "proxy-quorum: 2"),
            SchemaKey(
                "partners", .words(example: "[db1, db2]"),
                meaning: "two members that follow each other, one of them the writer (dual primary)",
                example: "partners: [db1, db2]", alsoCalled: ["dual", "masters", "primaries"]),
            SchemaKey(
                "heartbeat", .section(heartbeat), meaning: "where pt-heartbeat writes: lag is then told by it",
                example: "heartbeat: {table: percona.heartbeat}", alsoCalled: ["pt-heartbeat"]),
            groups,
        ] + common)

    static let member = SchemaSection(
        name: "member", title: "a member", about: "One server and the host it runs on.",
        keys: [
            SchemaKey(
                "address", .hostAndPort, "required", meaning: "where hactl and the other servers reach it over SQL",
                example: "address: 10.0.0.11", alsoCalled: ["host", "hostname", "ip", "ansible_host"]),
            SchemaKey(
                "server-uuid", .serverUUID,
                meaning: "MySQL: a server that answers with another `server_uuid` is refused",
                example: "server-uuid: 3e11fa47-71ca-11e1-9e33-c80aa9429562", alsoCalled: ["identity", "uuid"]),
            SchemaKey(
                "server-id", .serverID, meaning: "MariaDB: a server that answers with another `server_id` is refused",
                example: "server-id: 11", alsoCalled: ["id"]),
            groups,
            SchemaKey(
                "ssh", .section(memberSSH), meaning: "how hactl reaches the host", example: "ssh: {user: ops}",
                alsoCalled: ["ansible_user", "ansible_ssh_common_args", "ansible_ssh_private_key_file"]),
            sql, interface,
            SchemaKey(
                "power-off", .words(example: "[/usr/local/sbin/power-off, db1]"),
                meaning: "a command that takes the host's power, run where hactl runs; 0 means that it is off",
                example: "power-off: [/usr/local/sbin/power-off, db1]", alsoCalled: ["fence", "stonith"]),
        ] + placement)

    static let writer = SchemaSection(
        name: "writer", title: "`writer`", about: "The virtual address that moves with the writer role.",
        keys: [
            SchemaKey(
                "vip", .prefixedAddress, "required", meaning: "the address and its prefix length",
                example: "vip: 10.0.0.50/24", alsoCalled: ["address", "ip", "virtual-ip"]),
            SchemaKey(
                "interface", .interface, "the members' own",
                meaning: "the interface that carries the address, unless a member names another",
                example: "interface: eth0", alsoCalled: ["dev", "device", "nic"]),
            SchemaKey(
                "port", .port, "the members'", meaning: "where the servers listen behind the address",
                example: "port: 3306"),
            SchemaKey(
                "track-file", .word, "hactl moves the address itself",
                meaning:
                    "keepalived carries the address: the file on each member by which it learns whether it may (`track_file`)",
                example: "track-file: /etc/keepalived/hactl-writer", alsoCalled: ["keepalived", "vrrp"]),
        ])

    static let readers = SchemaSection(
        name: "readers", title: "`readers`",
        about:
            "The virtual addresses through which clients read, and the rules by which reads are served, at them and through proxies. "
            + "`hactl apply reconcile` keeps reads on members that are well.",
        keys: [
            SchemaKey(
                "vips", .prefixedAddresses, "required, unless a proxy leads reads",
                meaning: "the addresses, each with its prefix length",
                example: "vips: [10.0.0.61/24, 10.0.0.62/24]", alsoCalled: ["vip", "addresses", "ips"]),
            SchemaKey(
                "interface", .interface, "the writer's",
                meaning: "the interface that carries the addresses, unless a member names another",
                example: "interface: eth0", alsoCalled: ["dev", "device", "nic"]),
            SchemaKey(
                "port", .port, "the writer's, or the members'",
                meaning: "where the servers listen behind the addresses",
                example: "port: 3306"),
            SchemaKey(
                "lag", .duration, "`30s`", meaning: "a replica that lags more serves no reads", example: "lag: 30s",
                alsoCalled: ["max-lag"]),
            SchemaKey(
                "recovery", .duration, "`1m`",
                meaning: "how long a replica must have been well before reads are given back to it",
                example: "recovery: 1m"),
            SchemaKey(
                "primary", .oneOf(PrimaryReads.allCases.map(\.rawValue)), "`last-resort`",
                meaning: "whether the primary serves reads: never, only while no replica can, or like a replica",
                example: "primary: last-resort"),
        ])

    /// Every section, in the order of the reference.
    static let sections = [
        file, shared, cluster, writer, readers, proxy, haproxy, proxysql, router, routeFile, store, member, memberSSH,
        ssh, sqlAccess,
        tls, replication, limits, policy, heartbeat, watch, lease, channel, webhook, slack, pagerDuty, mail,
        commandChannel,
    ]

}
