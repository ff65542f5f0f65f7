import HactlModel

/// What may stand at more than one level.
extension InventorySchema {
    /// What a cluster inherits from `defaults` and groups.
    static var common: [SchemaKey] {
        [
            SchemaKey(
                "ssh", .section(ssh), meaning: "how hactl reaches the hosts", example: "ssh: {user: ops}",
                alsoCalled: ["ansible_user", "ansible_ssh_common_args", "ansible_ssh_private_key_file"]),
            sql,
            SchemaKey(
                "replication", .section(replication), meaning: "the account with which replicas follow",
                example: "replication: {user: repl, password: {file: /etc/hactl/repl.pw}}"),
            SchemaKey(
                "limits", .section(limits), meaning: "thresholds", example: "limits: {lag: 5s, freeze: 2s}",
                alsoCalled: ["thresholds", "timeouts"]),
            SchemaKey(
                "policy", .section(policy), meaning: "what hactl may do when nobody watches",
                example: "policy: {unattended: [process-dead, host-dead]}"),
            SchemaKey(
                "watch", .section(watch), meaning: "how often `hactl watch` looks",
                example: "watch: {ping: 1s, look: 5s}",
                alsoCalled: ["monitor", "monitoring"]),
            SchemaKey(
                "notify", .items(channel), meaning: "who is told of what happens while nobody looks",
                example: "notify: [{slack: {url: {file: /etc/hactl/slack.url}}}]",
                alsoCalled: ["notifications", "notification", "alerts", "receivers"]),
        ] + placement
    }

    static let placement = [
        SchemaKey(
            "port", .port, "`3306`", meaning: "where the server listens, unless its address says so",
            example: "port: 3306", alsoCalled: ["ansible_port"]),
        SchemaKey(
            "datacenter", .word, meaning: "where the host stands; candidates of the primary's are preferred",
            example: "datacenter: eu1", alsoCalled: ["dc", "region", "zone", "data-center", "site"]),
        SchemaKey(
            "promotion", .oneOf(PromotionRule.allCases.map(\.rawValue)), "`neutral`",
            meaning: "how willingly a member becomes primary", example: "promotion: must_not",
            alsoCalled: ["promotion-rule", "priority", "candidate"]),
        SchemaKey(
            "weight", .count, "`100`",
            meaning:
                "how strong the hardware is: of two that are as willing and as near, the stronger one becomes primary",
            example: "weight: 200", alsoCalled: ["hardware", "capacity"]),
    ]

    static let sql = SchemaKey(
        "sql", .section(sqlAccess), meaning: "how hactl reaches the servers",
        example: "sql: {user: hactl, password: {file: /etc/hactl/shop.pw}}", alsoCalled: ["mysql", "mariadb", "db"])

    static let groups = SchemaKey(
        "groups", .words(example: "[eu1]"), meaning: "groups to inherit from; later ones win", example: "groups: [eu1]",
        alsoCalled: ["group"])

    static let interface = SchemaKey(
        "interface", .interface, "the writer's", meaning: "the interface of the host that carries the writer's address",
        example: "interface: bond0", alsoCalled: ["dev", "device", "nic"])
}
