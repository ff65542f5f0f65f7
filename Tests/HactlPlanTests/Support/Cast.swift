import HactlModel
import HactlPlan

/// A healthy cluster of three: db1 is the primary and holds the VIP, db2 is the candidate, db3 another replica.
enum Cast {
    static let place = SourcePlace(file: "cast.yaml", line: 1, column: 1)
    static let writer = VirtualAddress(address: "10.0.0.100", prefix: 24, interface: "eth0")
    static let names: [MemberName] = ["db1", "db2", "db3"]

    static func mysql() -> Scene { scene(.mysql) }
    static func mariadb() -> Scene { scene(.mariadb) }
    static func of(_ flavour: Flavour) -> Scene { scene(flavour) }

    private static func scene(_ flavour: Flavour) -> Scene {
        let cluster = Cluster(
            name: "shop", members: names.map(member), writer: writer,
            replication: ReplicationAccount(user: "repl", password: .environment("REPL"), tls: false), place: place)
        var facts = Facts()
        for name in names {
            facts.members[name] = MemberFacts(instance: .seen(instance(name, flavour)), host: .seen(host(name)))
        }
        let roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"])
        return Scene(cluster: cluster, facts: facts, roles: roles, run: "shop-20261002T141503-7f3a")
    }

    static func address(_ name: MemberName) -> InstanceAddress { InstanceAddress(host: name.text, port: 3306) }

    static func member(_ name: MemberName) -> Member {
        Member(
            name: name, address: address(name), datacenter: "ams", ssh: SSHAccess(address: name.text, user: "hactl"),
            sql: SQLAccess(user: "hactl"), place: place)
    }

    private static func instance(_ name: MemberName, _ flavour: Flavour) -> InstanceFacts {
        let isPrimary = name == "db1"
        let number = UInt64(name.text.suffix(1)) ?? 0
        let isMySQL = flavour == .mysql
        return InstanceFacts(
            identity: Identity(
                flavour: flavour, version: isMySQL ? ServerVersion(8, 4, 3) : ServerVersion(10, 11, 6),
                serverID: number, uuid: isMySQL ? uuid(number) : "\(number)", hostname: name.text),
            writability: Writability(
                readOnly: !isPrimary, superReadOnly: isMySQL ? !isPrimary : nil, persistedReadOnly: true),
            transactions: isMySQL ? mysqlTransactions : mariadbTransactions,
            channels: isPrimary ? [] : [ReplicationChannel(source: address("db1"))],
            binlog: BinlogFacts(gtidStrict: isMySQL ? nil : true),
            settings: ["sync_binlog": "1", "innodb_flush_log_at_trx_commit": "1", "max_connections": "500"])
    }

    private static var mysqlTransactions: Transactions {
        Transactions(executed: gtids("\(uuid(1)):1-100"), purged: gtids("\(uuid(1)):1-10"))
    }

    private static var mariadbTransactions: Transactions {
        Transactions(executed: .domains(list("0-1-100")), state: list("0-1-100"))
    }

    private static func host(_ name: MemberName) -> HostFacts {
        let vip = HeldAddress(address: writer.address, prefix: 24, interface: "eth0")
        return HostFacts(
            addresses: name == "db1" ? [vip] : [], interfaces: [InterfaceFacts(name: "eth0")],
            processes: ["mysqld"], freeBytes: 50 << 30)
    }

    static func uuid(_ number: UInt64) -> String {
        let digit = String(number)
        return [8, 4, 4, 4, 12].map { String(repeating: digit, count: $0) }.joined(separator: "-")
    }

    static func gtids(_ text: String) -> TransactionSet {
        guard let set = try? MySQLGTIDSet(parsing: text) else { fatalError("no GTID set: \(text)") }
        return .gtids(set)
    }

    static func list(_ text: String) -> MariaDBGTIDList {
        guard let list = try? MariaDBGTIDList(parsing: text) else { fatalError("no GTID list: \(text)") }
        return list
    }
}
