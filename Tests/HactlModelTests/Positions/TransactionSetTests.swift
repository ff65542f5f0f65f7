import HactlModel
import Testing

private let uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562"

private func gtids(_ text: String) throws -> TransactionSet { .gtids(try MySQLGTIDSet(parsing: text)) }
private func domains(_ text: String) throws -> TransactionSet { .domains(try MariaDBGTIDList(parsing: text)) }
private func file(_ name: String, _ position: UInt64) -> TransactionSet { .file(name: name, position: position) }

@Suite struct TransactionSetTests {
    @Test func gtidsContainTheirParts() throws {
        #expect(try gtids("\(uuid):1-9").contains(gtids("\(uuid):2-3")) == .yes)
        #expect(try gtids("\(uuid):1-9").contains(gtids("\(uuid):2-12")) == .no(missing: "3e11fa47:10-12"))
        #expect(try gtids("").contains(gtids("")) == .yes)
    }

    @Test func domainsContainWhatTheyCover() throws {
        #expect(try domains("0-1-100").contains(domains("0-2-99")) == .yes)
        #expect(try domains("0-1-100").contains(domains("0-1-101,2-1-1")) == .no(missing: "0-1-101, 2-1-1"))
    }

    @Test(arguments: [
        (file("binlog.999999", 500), file("binlog.1000000", 4), false),
        (file("binlog.1000000", 4), file("binlog.999999", 500), true),
        (file("binlog.000009", 4), file("binlog.000010", 4), false),
        (file("binlog.000010", 157), file("binlog.000010", 157), true),
        (file("binlog.000010", 157), file("binlog.000010", 158), false),
        (file("a.b.000002", 4), file("a.b.000001", 900), true),
        (file("odd", 5), file("odd", 4), true),
        (file("binlog.000001", 4), file("", 0), true),
        (file("", 0), file("binlog.000001", 4), false),
        (file("", 0), file("", 0), true),
    ])
    func filesCompareByNumber(mine: TransactionSet, other: TransactionSet, contains: Bool) {
        #expect(mine.contains(other) == (contains ? .yes : .no(missing: other.brief)))
    }

    @Test(arguments: [("binlog.000001", "mysql-bin.000001"), ("binlog.000001", "binlog"), ("x", "y"), (".1", ".2")])
    func otherSeriesAreIncomparable(mine: String, other: String) {
        let reason = "\(mine):4 and \(other):4 are not places in one series of files"
        #expect(file(mine, 4).contains(file(other, 4)) == .incomparable(because: reason))
        #expect(file(mine, 4).subtracting(file(other, 4)) == nil)
    }

    @Test func otherKindsAreIncomparable() throws {
        let answer = try gtids("\(uuid):1").contains(domains("0-1-1"))
        #expect(answer == .incomparable(because: "MySQL GTIDs and MariaDB GTIDs count differently"))
        #expect(!answer.isYes)
        #expect(try gtids("").subtracting(file("binlog.000001", 4)) == nil)
    }

    @Test func subtractsByKind() throws {
        #expect(try gtids("\(uuid):1-9").subtracting(gtids("\(uuid):1-5")) == gtids("\(uuid):6-9"))
        #expect(try domains("0-1-9,1-1-1").subtracting(domains("0-1-5,1-1-1")) == domains("0-1-9"))
        #expect(file("b.2", 9).subtracting(file("b.1", 9)) == file("b.2", 9))
        #expect(file("b.1", 9).subtracting(file("b.2", 4))?.isEmpty == true)
    }

    @Test func describesItself() throws {
        #expect(try gtids("\(uuid):1-9").description == "3e11fa47:1-9")
        #expect(try gtids("\(uuid):1-9").text == "\(uuid):1-9")
        #expect(file("b.1", 9).description == "b.1:9")
        #expect(file("", 0).description == "nothing")
        #expect(Containment.no(missing: "b.1:9").description == "no, missing b.1:9")
    }

    @Test(arguments: ["", "binlog", "log.index", "log.", ".000001", "log-000001.ibb", "b.99999999999999999999"])
    func otherNamesHaveNone(text: String) {
        #expect(throws: PositionError(.binlogFile, found: text)) { try BinlogFileName(parsing: text) }
    }

    @Test func fileNamesHaveNumbers() throws {
        let name = try BinlogFileName(parsing: " db1-bin.000042\n")
        #expect((name.base, name.number, name.description) == ("db1-bin", 42, "db1-bin.000042"))
    }
}
