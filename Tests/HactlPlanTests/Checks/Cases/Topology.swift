import HactlModel
import HactlPlan

extension CheckCases {
    static let topology = [membersReachable, oneWriter, readOnlyReplicas, directReplica, partners]

    private static let membersReachable = CaseList(MembersReachable.self)
        .refuses("db3", "db3 is fenced: a failover has stopped its server") {
            $0.loseServer("db3", .refused)
            $0.host("db3") { $0.daemon.isFenced = true }
        }
        .refuses("db3", "can't be seen over SQL (timed out): nothing about it can be told") { $0.loseServer("db3") }
        .refuses("db3", "can't be seen over SQL (authentication failed): it is alive") {
            $0.loseServer("db3", .authentication)
        }
        .refuses("db2", "can't be seen over SSH (host key not verified)") { $0.loseHost("db2", .hostKey) }
        .refuses("db2", "not looked at") { $0.facts.members["db2"] = nil }
        .refuses("db2", "does not let hactl run /sbin/ip with sudo -n") {
            $0.host("db2") { $0.refusedCommands = ["/sbin/ip"] }
        }

    private static let oneWriter = CaseList(OneWriter.self)
        .refuses(nil, "db1 and db3 all take writes") { $0.server("db3") { $0.writability.readOnly = false } }
        .refuses(nil, "no member of shop takes writes") { $0.server("db1") { $0.writability.readOnly = true } }
        .refuses("db3", "taken for the primary, does not") {
            $0.server("db1") { $0.writability.readOnly = true }
            $0.server("db3") { $0.writability.readOnly = false }
        }
        .refuses("db1", "no other member follows it") {
            $0.server("db2") { $0.channels = [] }
            $0.server("db3") { $0.channels = [] }
        }

    private static let readOnlyReplicas = CaseList(ReadOnlyReplicas.self)
        .refuses("db2", "is a replica and takes writes") { $0.server("db2") { $0.writability.readOnly = false } }
        .refuses("db3", "without GTIDs nobody would find out") {
            $0.forgetGTIDs()
            $0.server("db3") { $0.writability.superReadOnly = false }
        }
        .warns("db3", "super_read_only OFF") { $0.server("db3") { $0.writability.superReadOnly = false } }

    private static let directReplica = CaseList(DirectReplica.self)
        .fine("the source is known by its identity, not its address") {
            $0.channel("db2") {
                $0.source = InstanceAddress(host: "10.9.9.9", port: 3306)
                $0.sourceIdentity = Cast.uuid(1)
            }
        }
        .fine("primary and candidate follow each other") {
            $0.server("db1") { $0.channels = [ReplicationChannel(source: Cast.address("db2"))] }
        }
        .refuses("db1", "follow each other (dual primary), and db2 is none of the two") {
            $0.server("db1") { $0.channels = [ReplicationChannel(source: Cast.address("db3"))] }
        }
        .refuses("db1", "it is an intermediate source") {
            $0.server("db1") { $0.channels = [ReplicationChannel(source: Cast.address("far"))] }
        }
        .refuses("db2", "db2 follows nobody") { $0.server("db2") { $0.channels = [] } }
        .refuses("db2", "multi-source") {
            $0.server("db2") { $0.channels.append(ReplicationChannel(name: "x", source: Cast.address("far"))) }
        }
        .refuses("db3", "db3 follows db2, not db1: db2 is an intermediate source") {
            $0.channel("db3") { $0.source = Cast.address("db2") }
        }
        .refuses("db3", "which is no member of shop") { $0.channel("db3") { $0.source = Cast.address("far") } }

    private static let partners = CaseList(Partners.self)
        .fine("a ring whose values can't collide") { $0.closeRing() }
        .objects("db1", "db1 does not follow its partner db2") {
            $0.closeRing()
            $0.server("db1") { $0.channels = [] }
        }
        .objects("db1", "is none of the partners db2 and db3") { $0.cluster.partners = ["db2", "db3"] }
        .objects(nil, "both could give out the same value") {
            $0.closeRing()
            $0.server("db2") { $0.settings["auto_increment_offset"] = "1" }
        }
        .objects("db2", "logs MIXED") {
            $0.closeRing()
            $0.server("db2") { $0.binlog.format = "MIXED" }
        }
        .objects(nil, "has version") {
            $0.closeRing()
            $0.server("db2") { $0.identity.version = ServerVersion(8, 0, 40) }
        }
}

extension Scene {
    /// db1 and db2 as partners that follow each other.
    fileprivate mutating func closeRing() {
        cluster.partners = ["db1", "db2"]
        server("db1") { $0.channels = [ReplicationChannel(source: Cast.address("db2"))] }
        for (offset, name) in [("1", "db1"), ("2", "db2")] {
            server(MemberName(name)) {
                $0.settings["auto_increment_increment"] = "2"
                $0.settings["auto_increment_offset"] = offset
            }
        }
    }
}
