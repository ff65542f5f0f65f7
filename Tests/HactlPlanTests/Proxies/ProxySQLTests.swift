import HactlModel
import Testing

@testable import HactlPlan

@Suite struct ProxySQLTests {
    private let plain = ProxySQL(ProxySQLSettings(writerHostgroup: 10))
    private let paired = ProxySQL(ProxySQLSettings(writerHostgroup: 10, readerHostgroup: 20))
    private static let columns = ProxySQLText.columns.split(separator: ", ").map(String.init)

    private static func row(_ hostgroup: Int, _ host: String, _ status: String = "ONLINE", weight: Int = 1) -> [String?]
    {
        ["\(hostgroup)", host, "3306", "0", status, "\(weight)", "0", "1000", "0", "0", "0", ""]
    }

    /// The same rows in all layers, unless they are given.
    private func answers(
        _ rows: [[String?]], memory: [[String?]]? = nil, disk: [[String?]]? = nil, loaded: [[String?]]?? = nil,
        readers: Int? = nil
    ) -> [SQLTable?] {
        let layers = [("runtime", rows), ("memory", memory ?? rows), ("disk", disk ?? rows)]
        let all = layers.flatMap { layer, rows in rows.map { [layer] + $0 } }
        let last = loaded ?? .some(rows)
        let pool = SQLTable(
            columns: ["hostgroup", "srv_host", "srv_port", "status", "ConnUsed", "ConnFree"],
            rows: [["10", "db1", "3306", "ONLINE", "7", "2"]])
        let groups = SQLTable(
            columns: ["writer_hostgroup", "reader_hostgroup", "check_type", "comment"],
            rows: readers.map { [["10", "\($0)", "read_only", ""]] } ?? [])
        return [
            SQLTable(columns: ["layer"] + Self.columns, rows: all),
            last.map { SQLTable(columns: Self.columns, rows: $0) }, pool, groups,
        ]
    }

    @Test func aLookIsRead() throws {
        let rows = [Self.row(10, "db1"), Self.row(20, "db1"), Self.row(20, "db2")]
        let facts = try #require(paired.facts(from: answers(rows, readers: 20)))
        #expect(facts.leading == ["db1:3306"])
        #expect(facts.servers.first?.sessions == 7)
        #expect(facts.server(at: InstanceAddress(host: "db2", port: 3306))?.isOpen == false)
        #expect(facts.flaws == [])
        #expect(facts.remembered.map(\.host) == ["db1", "db2"])
        #expect(!paired.forgets(facts))
        #expect(paired.facts(from: [nil, nil, nil, nil]) == nil)
    }

    /// Somebody's unloaded edits would go live with ours.
    @Test func aDirtyMemoryIsAFlaw() throws {
        let rows = [Self.row(10, "db1")]
        let dirty = answers(rows, memory: [Self.row(10, "db1", weight: 5)])
        #expect(plain.facts(from: dirty)?.flaws.first?.contains("nobody has loaded") == true)
        let old = answers(rows, memory: [Self.row(10, "db1", weight: 5)], loaded: .some(nil))
        #expect(plain.facts(from: old)?.flaws.isEmpty == false, "before 2.6 what runs is what was loaded")
    }

    /// What the monitor has moved or shunned since is nobody's edit.
    @Test func theMonitorsMovesAreNoEdits() throws {
        let loaded = [Self.row(10, "db1"), Self.row(20, "db2")]
        let moved = answers(
            [Self.row(20, "db1"), Self.row(20, "db2")], memory: loaded, loaded: .some(loaded), readers: 20)
        #expect(paired.facts(from: moved)?.flaws == [])
        let shunned = answers(
            [Self.row(10, "db1", "SHUNNED")], memory: [Self.row(10, "db1")], loaded: .some([Self.row(10, "db1")]))
        #expect(plain.facts(from: shunned)?.flaws == [])
        #expect(plain.facts(from: shunned)?.leading == ["db1:3306"], "it comes back by itself")
    }

    @Test func anotherReaderHostgroupIsAFlaw() {
        let rows = [Self.row(10, "db1")]
        #expect(plain.facts(from: answers(rows, readers: 30))?.flaws.first?.contains("reader-hostgroup: 30") == true)
    }

    @Test func anEmptyHostgroupIsAFlaw() {
        #expect(plain.facts(from: answers([Self.row(20, "db1")]))?.flaws.first?.contains("no server") == true)
    }

    @Test func theDiskIsAnotherLayer() throws {
        let rows = [Self.row(10, "db2")]
        let facts = try #require(plain.facts(from: answers(rows, disk: [Self.row(10, "db1")])))
        #expect(plain.forgets(facts))
        #expect(plain.keeping(["db2:3306"], in: facts, prepared: nil) == .save)
        #expect(plain.keeping(["db1:3306"], in: facts, prepared: nil) == nil)
    }

    @Test func eachTextIsOneStatement() {
        let orders: [ProxyOrder] = [
            .lead(to: ["db2:3306"]), .save, .expel(InstanceAddress(host: "db1", port: 3306)),
            .admit(InstanceAddress(host: "db1", port: 3306)),
        ]
        for text in orders.flatMap(paired.statements) + paired.questions { #expect(!text.contains(";")) }
        #expect(paired.statements(for: .lead(to: ["db2:3306"])).count == 4)
        #expect(plain.statements(for: .lead(to: ["db2:3306"])).count == 3, "without readers nobody becomes one")
        #expect(plain.statements(for: .lead(to: ["db2:3306", "db1:3306"])).isEmpty)
        #expect(plain.statements(for: .admit(InstanceAddress(host: "db1", port: 3306))).isEmpty)
    }

    /// `OFFLINE_HARD` is a person's word; hactl drains with `OFFLINE_SOFT`.
    @Test func readersAreTheOtherHostgroup() throws {
        let rows = [
            Self.row(10, "db1"), Self.row(20, "db1", "OFFLINE_SOFT"), Self.row(20, "db2", "SHUNNED"),
            Self.row(20, "db3", "OFFLINE_HARD"),
        ]
        let readers = try #require(paired.facts(from: answers(rows, readers: 20))?.readers)
        #expect(readers.map(\.isOpen) == [false, true, false])
        #expect(readers.map(\.isWithdrawn) == [false, false, true])
        #expect(plain.facts(from: answers(rows))?.readers == nil)
    }

    @Test func readsAreLedByStatusAlone() {
        let shift = ReadShift(opened: ["db2:3306"], drained: ["db1:3306", "db3:3306"], ended: ["db1:3306"])
        let here = "hostgroup_id = 20 AND status <> 'OFFLINE_HARD'"
        let texts = paired.statements(for: .serveReads(shift))
        #expect(texts.count == 4 && texts[0].hasPrefix("INSERT OR IGNORE INTO mysql_servers"))
        #expect(
            texts[1]
                == "UPDATE mysql_servers SET status = 'ONLINE' WHERE \(here) AND (hostname = 'db2' AND port = 3306)")
        let both = "(hostname = 'db1' AND port = 3306 OR hostname = 'db3' AND port = 3306)"
        #expect(texts[2].contains("\(here) AND \(both) AND EXISTS (") && texts[2].hasSuffix("AND NOT \(both))"))
        #expect(texts[3] == ProxySQLText.load)
        #expect(texts.allSatisfy { !$0.contains(";") })
        #expect(paired.statements(for: .serveReads(ReadShift(ended: ["db1:3306"]))).isEmpty)
        #expect(plain.statements(for: .serveReads(shift)).isEmpty)
    }

    @Test func namesAreQuoted() {
        let text = ProxySQLText.expel(InstanceAddress(host: "o'db\\", port: 1))
        #expect(text == #"DELETE FROM mysql_servers WHERE hostname = 'o''db\' AND port = 1"#)
    }
}
