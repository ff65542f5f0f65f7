import HactlModel
import HactlPlan
import Testing

@Suite struct RecordedLookTests {
    private let mysql = MySQL84(version: ServerVersion(9, 7, 4))
    private let mariadb = MariaDB(version: ServerVersion(10, 11, 19))

    @Test func aMySQLPrimary() throws {
        let facts = try #require(try Recorded.facts(of: Recorded.mysqlPrimary, by: mysql))
        #expect(facts.identity.version == ServerVersion(9, 7, 4))
        #expect(facts.identity.uuid == "020784ea-e541-11f1-9192-02fc00000001")
        #expect(facts.writability == Writability(readOnly: false, superReadOnly: false))
        #expect(facts.transactions.executed.text.hasPrefix("020784ea-e541-11f1-9192-02fc00000001:1-33,"))
        #expect(facts.binlog == BinlogFacts(retention: BinlogRetention(age: .seconds(2_592_000))))
        #expect(facts.activity.sessions.map(\.command) == ["Sleep", "Sleep"])
        #expect(facts.activity.transactions.map(\.rowsModified) == [2])
        #expect(facts.activity.transactions.map(\.isIdle) == [true])
        #expect(facts.activity.preparedXA == ["0x78273162"])
        #expect(facts.activity.dumpThreads == 1)
        #expect(facts.events.waiting.map(\.name) == ["ev1"])
        #expect(facts.managers.map(\.name) == ["MHA_Master_High_Availability_Monitor", "hactl:shop"])
        #expect(facts.settings["replica_preserve_commit_order"] == "ON")
        #expect(facts.blindSpots.isEmpty)
    }

    @Test func aChannelThatNeverReachedItsSource() throws {
        let facts = try #require(try Recorded.facts(of: Recorded.mysqlPrimary, by: mysql))
        let channel = try #require(facts.channels.first)
        #expect(channel.sourceIdentity == nil)
        #expect(channel.receiver.clause.hasPrefix("is stopped by an error (error 2003: "))
        #expect(channel.applier == .stopped(error: ""))
    }

    @Test func aMySQLReplica() throws {
        let facts = try #require(try Recorded.facts(of: Recorded.mysqlReplica, by: mysql))
        let channel = try #require(facts.channels.first)
        #expect(facts.writability.isClosed)
        #expect(facts.semiSync == nil)
        #expect(facts.activity.sessions.isEmpty)
        #expect(channel.isRunning && channel.autoPosition)
        #expect(channel.source == InstanceAddress(host: "127.0.0.1", port: 13301))
        #expect(channel.sourceIdentity == "020784ea-e541-11f1-9192-02fc00000001")
        #expect(channel.received?.text == "020784ea-e541-11f1-9192-02fc00000001:22-33")
        #expect(channel.workers == 4)
    }

    @Test func aMariaDBPrimary() throws {
        let facts = try #require(try Recorded.facts(of: Recorded.mariadbPrimary, by: mariadb))
        #expect(facts.identity.uuid == "11")
        #expect(facts.writability == Writability(readOnly: false))
        #expect(facts.transactions.executed.text == "0-11-34")
        #expect(facts.transactions.state?.description == "0-12-16,0-11-34")
        #expect(facts.activity.sessions.map(\.ignoresReadOnly) == [true, true])
        #expect(facts.activity.preparedXA == ["X'782731',X'62'"])
        #expect(facts.privilegedUsers.contains("viarole"), "through a role")
        #expect(facts.privilegedUsers.contains("deep"), "through a role of a role")
        #expect(!facts.privilegedUsers.contains("noone"), "the role may not")
        #expect(!facts.privilegedUsers.contains("su"), "since 10.11 SUPER alone may not write")
        #expect(facts.channels.first?.sourceIdentity == nil)
        #expect(facts.semiSync?.waitPoint == "AFTER_COMMIT")
        #expect(facts.binlog.gtidStrict == true)
    }

    @Test func aMariaDBReplica() throws {
        let facts = try #require(try Recorded.facts(of: Recorded.mariadbReplica, by: mariadb))
        let channel = try #require(facts.channels.first)
        #expect(channel.isRunning && channel.autoPosition)
        #expect(channel.sourceIdentity == "11")
        // It logs only what it has applied since it was made: the position alone knows the rest.
        #expect(facts.transactions.executed.text == "0-11-34")
        #expect(facts.transactions.state?.isEmpty == true)
    }

    @Test func hactlsOwnLockIsNoOtherManagers() throws {
        let seen = try #require(try Recorded.facts(of: Recorded.mysqlPrimary, by: mysql))
        let own = try #require(seen.managers.last).holder
        let facts = try Recorded.facts(of: Recorded.mysqlPrimary, by: mysql, connections: [own])
        #expect(facts?.managers.isEmpty == true)
        #expect(facts?.activity.sessions.count == 1)
    }
}
