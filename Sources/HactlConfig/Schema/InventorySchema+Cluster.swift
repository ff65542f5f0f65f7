import HactlModel

/// Replication, limits and policy.
extension InventorySchema {
    static let replication = SchemaSection(
        name: "replication", title: "`replication`",
        about: "The account replicas use. Without it an old primary can't be made to follow the new one.",
        keys: [
            SchemaKey(
                "user", .word, "required", meaning: "the account", example: "user: repl", alsoCalled: ["username"]),
            SchemaKey(
                "password", .secret, "required", meaning: "its password",
                example: "password: {file: /etc/hactl/repl.pw}",
                alsoCalled: ["pass", "passwd"]),
            SchemaKey(
                "tls", .flag, "`false`", meaning: "whether replicas use TLS to their source", example: "tls: true",
                alsoCalled: ["ssl"]),
        ])

    static let limits = SchemaSection(
        name: "limits", title: "`limits`", about: "Thresholds of a cluster, as [durations](#durations).",
        keys: [
            SchemaKey(
                "lag", .duration, "`5s`", meaning: "the most a replica may lag", example: "lag: 5s",
                alsoCalled: ["max-lag", "delay"]),
            SchemaKey(
                "freeze", .duration, "`2s`", meaning: "how long writes may stay frozen before they are given back",
                example: "freeze: 2s"),
            SchemaKey(
                "long-transaction", .duration, "`1s`", meaning: "an older transaction blocks a switchover",
                example: "long-transaction: 1s"),
            SchemaKey(
                "look", .duration, "`3s`", meaning: "how long one look at one host may take", example: "look: 3s",
                alsoCalled: ["timeout"]),
            SchemaKey(
                "connect", .duration, "`2s`", meaning: "how long one connect may take", example: "connect: 2s",
                alsoCalled: ["connect-timeout"]),
        ])

    static let heartbeat = SchemaSection(
        name: "heartbeat", title: "`heartbeat`",
        about:
            "Heartbeats of pt-heartbeat (Percona Toolkit), or of anything that writes the time of now into the column `ts` of a row, on the "
            + "primary, once a second. `hactl grants` prints what hactl needs to read them.",
        keys: [
            SchemaKey(
                "table", .schemaAndTable, "required", meaning: "the table, with its schema",
                example: "table: percona.heartbeat"),
            SchemaKey(
                "clock", .oneOf(HeartbeatTable.Clock.allCases.map(\.rawValue)), "`utc`",
                meaning:
                    "by which clock its times are written: `utc` with `--utc`; `local` without, where every host is in one time zone",
                example: "clock: local"),
        ])

    static let policy = SchemaSection(
        name: "policy", title: "`policy`", about: "What hactl may do when nobody watches. Without it: nothing.",
        keys: [
            SchemaKey(
                "unattended",
                .listOf(VerdictKind.actionable.map(\.rawValue), example: "[process-dead, host-dead]"),
                meaning: "verdicts that may be acted upon without a person",
                example: "unattended: [process-dead, host-dead]"),
            SchemaKey(
                "fence-at-least", .oneOf(FenceRung.allCases.map(\.rawValue)),
                meaning: "the weakest fencing that counts, unattended", example: "fence-at-least: server-stopped"),
            SchemaKey(
                "block-period", .duration, "`1h`",
                meaning: "how long after a failover no unattended one may start, unless it was acknowledged",
                example: "block-period: 1h"),
            SchemaKey(
                "maintenance", .flag, "`false`", meaning: "while true, nothing is done unattended",
                example: "maintenance: true", alsoCalled: ["downtime"]),
            SchemaKey(
                "budget", .count, "`3`", meaning: "the most failovers within 24 hours without a person",
                example: "budget: 3"),
        ])

    static let watch = SchemaSection(
        name: "watch", title: "`watch`",
        about: "How often `hactl watch` looks at a cluster, how patient it is, and how several of them agree.",
        keys: [
            SchemaKey(
                "ping", .duration, "`1s`",
                meaning: "between two pings of a server, and how long the answer to one may take", example: "ping: 1s",
                alsoCalled: ["interval", "heartbeat"]),
            SchemaKey(
                "look", .duration, "`5s`", meaning: "between two looks at everything", example: "look: 5s",
                alsoCalled: ["poll"]),
            SchemaKey(
                "misses", .count, "`3`",
                meaning:
                    "how many pings of the primary go unanswered before the others are asked about it; a refused one is enough",
                example: "misses: 3", alsoCalled: ["retries", "failures"]),
            SchemaKey(
                "etcd", .section(lease), "the locks on the servers",
                meaning: "where several watches agree on the one that acts",
                example: "etcd: {urls: ['http://10.0.0.41:2379']}"),
        ])

    static let lease = SchemaSection(
        name: "watch.etcd", title: "`etcd` in `watch`",
        about:
            "An etcd in which the watches of a cluster agree on the one that acts: it holds a key there, with a lease. It is asked over "
            + "HTTP from the machine that runs hactl, which needs curl.",
        keys: [
            storeURLs,
            SchemaKey(
                "key", .word, "`hactl/watch`", meaning: "the key below which each cluster has its own, by its name",
                example: "key: hactl/watch", alsoCalled: ["prefix"]),
            SchemaKey(
                "lease", .duration, "`10s`",
                meaning: "how long a leader that gives no sign keeps the lead: whole seconds, three at least",
                example: "lease: 10s", alsoCalled: ["ttl"]),
        ] + storeCredentials(token: "token: {file: /etc/hactl/etcd.token}"))
}
