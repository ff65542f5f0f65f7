import Foundation
import HactlModel
import Testing

@testable import HactlConfig

@Suite struct InventoryReaderTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let example = root.appending(path: "Inventory/example.yaml").path()

    private func example() throws -> Inventory {
        try InventoryFiles(paths: [Self.example]).read(environment: anna).get()
    }

    @Test func theExampleLoads() throws {
        let inventory = try example()
        #expect(inventory.clusters.map(\.name) == ["shop", "crm"])
        let shop = try #require(inventory.cluster(named: "shop"))
        #expect(shop.members.map(\.name) == ["db1", "db2", "db3"])
        #expect(shop.writer == VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0"))
        #expect(shop.policy.unattended == [.processDead, .hostDead])
        #expect(shop.replication?.tls == true)
        #expect(shop.heartbeat == HeartbeatTable(schema: "percona", table: "heartbeat"))
    }

    @Test func theLaterLevelWins() throws {
        let shop = try #require(try example().cluster(named: "shop"))
        let db3 = try #require(shop.member(named: "db3"))
        #expect(db3.datacenter == "eu2")
        #expect(db3.promotion == .mustNot)
        #expect(db3.ssh.user == "ops")
        #expect(db3.ssh.jump == [JumpHost(address: "bastion.eu2.example.com", user: "ops")])
        #expect(db3.ssh.key == "/home/anna/.ssh/id_ed25519")
        #expect(db3.sql.tls == TLSSettings(mode: .verifyIdentity, ca: "/etc/hactl/ca.pem"))
        #expect(shop.member(named: "db2")?.interface == "bond0")
        #expect(shop.member(named: "db1")?.interface == nil)
    }

    @Test func aMemberHasItsOwnWay() throws {
        let crm2 = try #require(try example().cluster(named: "crm")?.member(named: "crm2"))
        #expect(crm2.address == InstanceAddress(host: "crm2.example.com", port: 3308))
        #expect(crm2.ssh.address == "192.168.7.12")
        #expect(crm2.ssh.port == 2222)
        #expect(crm2.ssh.transport == .openssh)
        #expect(crm2.sql.route == .ssh)
        #expect(crm2.sql.tls.mode == .disabled)
        #expect(crm2.identity == "12")
        #expect(try example().cluster(named: "crm")?.member(named: "crm1")?.address.port == 3307)
    }

    @Test func membersWinOverClustersOverGroupsOverDefaults() throws {
        let text = """
            defaults: {sql: {user: d}, port: 1, datacenter: d, ssh: {user: d, port: 1}}
            groups:
              one: {port: 2, datacenter: one, ssh: {port: 2}}
              two: {port: 3, datacenter: two}
            clusters:
              s:
                port: 4
                members:
                  a: {address: a, groups: [one, two]}
                  b: {address: b, groups: [two, one], port: 5}
            """
        let members = try readInventory(text).get().clusters[0].members
        #expect(members.map(\.address.port) == [4, 5])
        #expect(members.map(\.datacenter) == ["two", "one"])
        #expect(members.map(\.ssh.port) == [2, 2])
        #expect(members.map(\.ssh.user) == ["d", "d"])
    }

    @Test func secretsAreReplacedWhole() throws {
        let text = """
            defaults: {sql: {user: u, password: {option-file: ~/.my.cnf, group: client_shop}}}
            clusters:
              s:
                members:
                  a: {address: a, sql: {password: {env: A}}}
                  b: {address: b, sql: {password: {option-file: keys/my.cnf}}}
                  c: {address: c}
                  d: {address: d, sql: {password: {command: [pass, db]}}}
                  e: {address: e, sql: {password: {credential: db}}}
            """
        let members = try readInventory(text).get().clusters[0].members
        #expect(
            members.map(\.sql.password) == [
                .environment("A"), .optionFile("Inventory/keys/my.cnf", group: "client"),
                .optionFile("/home/anna/.my.cnf", group: "client_shop"), .command(["pass", "db"]), .credential("db"),
            ])
    }

    @Test func whatIsNotGivenIsTheRunningUsers() throws {
        let member = try readInventory("clusters: {s: {members: {a: {address: a, sql: {user: u}}}}}").get().clusters[0]
            .members[0]
        #expect(member.ssh == SSHAccess(address: "a", user: "anna"))
        #expect(member.sql == SQLAccess(user: "u"))
        #expect(member.address.port == 3306)
    }

    @Test func aCAMeansVerifying() throws {
        let text = "clusters: {s: {members: {a: {address: a, sql: {user: u, tls: {ca: ca.pem}}}}}}"
        let tls = try readInventory(text).get().clusters[0].members[0].sql.tls
        #expect(tls == TLSSettings(mode: .verifyIdentity, ca: "Inventory/ca.pem"))
    }

    @Test func aliasesAndMergeKeysWork() throws {
        let text = """
            defaults: &d {sql: {user: u}}
            clusters:
              s:
                members:
                  a: &a {address: a, datacenter: eu, promotion: must}
                  b: {<<: *a, address: b, promotion: prefer}
                  c: {<<: [*d, *a], address: "[2001:db8::1]:3307"}
            """
        let members = try readInventory(text).get().clusters[0].members
        #expect(members.map(\.datacenter) == ["eu", "eu", "eu"])
        #expect(members.map(\.promotion) == [.must, .prefer, .must])
        #expect(members[2].address == InstanceAddress(host: "2001:db8::1", port: 3307))
    }

    @Test func whatIsMergedFirstWins() throws {
        let text = """
            clusters:
              s:
                sql: {user: u}
                members:
                  a: &a {address: a, datacenter: one}
                  b: &b {address: b, datacenter: two, promotion: must}
                  c: {<<: [*a, *b], address: c}
            """
        let member = try readInventory(text).get().clusters[0].members[2]
        #expect(member.datacenter == "one")
        #expect(member.promotion == .must)
    }

    @Test func theWritersInterfaceWinsOverGroups() throws {
        let text = """
            groups: {g: {interface: bond0}}
            clusters:
              s:
                sql: {user: u}
                writer: {vip: 10.0.0.5/24, interface: eth0}
                members: {a: {address: a, groups: [g]}, b: {address: b, interface: eth1}}
            """
        let cluster = try readInventory(text).get().clusters[0]
        #expect(cluster.writer?.interface == "eth0")
        #expect(cluster.members.map(\.interface) == [nil, "eth1"])
    }

    @Test func interfacesOfTheMembersAreEnough() throws {
        let text = """
            groups: {g: {interface: bond0}}
            clusters:
              s:
                sql: {user: u}
                writer: {vip: 10.0.0.5/24}
                members: {a: {address: a, groups: [g]}, b: {address: b, interface: eth1}}
            """
        let cluster = try readInventory(text).get().clusters[0]
        #expect(cluster.writer?.interface == "bond0")
        #expect(cluster.members.map(\.interface) == ["bond0", "eth1"])
    }

    @Test func jumpHostsKeepTheirOrder() throws {
        let text =
            "clusters: {s: {sql: {user: u}, ssh: {user: o, jump: [\"x@a:2222\", b]}, members: {m: {address: m}}}}"
        let jump = try readInventory(text).get().clusters[0].members[0].ssh.jump
        #expect(jump == [JumpHost(address: "a", port: 2222, user: "x"), JumpHost(address: "b", user: "o")])
    }

    @Test func filesShareGroupsAndCommonDefaults() throws {
        let files = [
            ("I/a.yaml", "defaults: {sql: {user: a}}\nclusters: {a: {members: {a1: {address: a1, groups: [g]}}}}"),
            ("I/all.yaml", "defaults: {sql: {user: all}, port: 7}\ngroups: {g: {datacenter: x}}"),
            ("I/b.yaml", "clusters: {b: {members: {b1: {address: b1}}}}"),
        ]
        let clusters = try InventoryReader(environment: anna).read(files: files.map { (name: $0, text: $1) }).get()
            .clusters
        #expect(clusters.flatMap(\.members).map(\.sql.user) == ["a", "all"])
        #expect(clusters.flatMap(\.members).map(\.address.port) == [7, 7])
        #expect(clusters[0].members[0].datacenter == "x")
    }
}
