import HactlModel

/// Writes a cluster the way a person would: what all members share once, the rest with each member.
package enum InventoryWriter {
    /// YAML that reads back as the same cluster, wherever its file lies: paths must be absolute.
    package static func text(for cluster: Cluster) -> String {
        let shared = SharedAccess(of: cluster.members)
        let sections = [
            shared.lines.map { "    " + $0 }, writer(cluster.writer), readers(cluster.readers),
            proxies(of: cluster, shared), replication(cluster.replication),
            partners(cluster.partners), heartbeat(cluster.heartbeat), limits(cluster.limits), policy(cluster.policy),
            watch(cluster.watch), channels(cluster.notify),
            ["    members:"] + cluster.members.map { line($0, shared) },
        ]
        return (["clusters:", "  \(YAMLText.scalar(cluster.name)):"] + sections.joined()).map { $0 + "\n" }.joined()
    }

    private static func line(_ member: Member, _ shared: SharedAccess) -> String {
        var map = FlowMap()
        map.add("address", address(member.address))
        map.add("datacenter", member.datacenter)
        map.add("promotion", member.promotion.rawValue, unless: PromotionRule.neutral.rawValue)
        if member.weight != Member.usualWeight { map.add(raw: "weight", "\(member.weight)") }
        map.add("interface", member.interface)
        if let identity = member.identity {
            map.add(identity.contains("-") ? "server-uuid" : "server-id", identity)
        }
        if let command = member.powerOff { map.add(raw: "power-off", YAMLText.list(command)) }
        map.add(raw: "ssh", shared.ssh(of: member))
        map.add(raw: "sql", shared.sql(of: member))
        return "      \(YAMLText.scalar(member.name.text)): \(map.text)"
    }

    private static func address(_ address: InstanceAddress) -> String {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return address.port == 3306 ? host : "\(host):\(address.port)"
    }

    private static func writer(_ writer: VirtualAddress?) -> [String] {
        guard let writer else { return [] }
        var map = FlowMap()
        map.add("vip", "\(writer.address)/\(writer.prefix)")
        map.add("interface", writer.interface)
        map.add("port", "\(writer.port)")
        map.add("track-file", writer.trackFile)
        return ["    writer: \(map.text)"]
    }

    private static func readers(_ pool: ReaderPool?) -> [String] {
        guard let pool else { return [] }
        let standard = ReaderPool()
        var map = FlowMap()
        if let first = pool.addresses.first {
            map.add(raw: "vips", YAMLText.list(pool.addresses.map { "\($0.address)/\($0.prefix)" }))
            map.add("interface", first.interface)
            map.add("port", "\(first.port)")
        }
        map.add("lag", pool.lag.written)
        map.add("recovery", pool.recovery.written, unless: standard.recovery.written)
        map.add("primary", pool.primary.rawValue, unless: standard.primary.rawValue)
        return ["    readers: \(map.text)"]
    }

    private static func replication(_ account: ReplicationAccount?) -> [String] {
        guard let account else { return [] }
        var map = FlowMap()
        map.add("user", account.user)
        map.add(raw: "password", YAMLText.secret(account.password))
        if account.tls { map.add("tls", "true") }
        return ["    replication: \(map.text)"]
    }

    private static func limits(_ limits: Limits) -> [String] {
        guard limits != Limits() else { return [] }
        var map = FlowMap()
        for (limit, standard) in zip(limits.named, Limits().named) where limit.duration != standard.duration {
            map.add(limit.name, limit.duration.written)
        }
        return ["    limits: \(map.text)"]
    }

    private static func partners(_ names: [MemberName]) -> [String] {
        names.isEmpty ? [] : ["    partners: \(YAMLText.list(names.map(\.text)))"]
    }

    private static func heartbeat(_ heartbeat: HeartbeatTable?) -> [String] {
        guard let heartbeat else { return [] }
        var map = FlowMap()
        map.add("table", "\(heartbeat.schema).\(heartbeat.table)")
        map.add("clock", heartbeat.clock.rawValue, unless: HeartbeatTable.Clock.utc.rawValue)
        return ["    heartbeat: \(map.text)"]
    }

    private static func policy(_ policy: Policy) -> [String] {
        guard policy != Policy() else { return [] }
        var map = FlowMap()
        if !policy.unattended.isEmpty { map.add(raw: "unattended", YAMLText.list(policy.unattended.map(\.rawValue))) }
        map.add("fence-at-least", policy.fenceAtLeast?.rawValue)
        map.add("block-period", policy.blockPeriod.written)
        if policy.maintenance { map.add(raw: "maintenance", "true") }
        if policy.budget != Policy().budget { map.add(raw: "budget", "\(policy.budget)") }
        return ["    policy: \(map.text)"]
    }

    private static func text(_ lease: LeaseSettings) -> String {
        var map = FlowMap()
        map.add(raw: "urls", YAMLText.list(lease.store.urls))
        map.add("key", lease.store.key)
        map.add("lease", lease.span.written)
        map.add(raw: "token", lease.token.map(YAMLText.secret))
        map.add("ca", lease.store.authority)
        map.add("cert", lease.store.certificate)
        map.add("private-key", lease.store.privateKey)
        return map.text
    }

    private static func watch(_ watch: WatchSchedule) -> [String] {
        guard watch != WatchSchedule() else { return [] }
        var map = FlowMap()
        map.add("ping", watch.ping.written)
        map.add("look", watch.look.written)
        map.add(raw: "misses", "\(watch.misses)")
        map.add(raw: "etcd", watch.lease.map(text))
        return ["    watch: \(map.text)"]
    }
}
