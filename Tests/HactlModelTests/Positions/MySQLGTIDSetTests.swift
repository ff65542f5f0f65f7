import HactlModel
import Testing

private let a = "3e11fa47-71ca-11e1-9e33-c80aa9429562"
private let b = "2174b383-5441-11e8-b90a-c80aa9429562"

@Suite struct MySQLGTIDSetTests {
    @Test(arguments: [
        ("", ""),
        (" \n ", ""),
        (",,", ""),
        ("\(a):23", "\(a):23"),
        ("\(a.uppercased()):1-5", "\(a):1-5"),
        ("\(a):1-3:11:47-49", "\(a):1-3:11:47-49"),
        ("\(a):47-49:11:1-3", "\(a):1-3:11:47-49"),
        ("\(a):1-3:4-6:6:8", "\(a):1-6:8"),
        ("\(a):1-100:5-7:99-101", "\(a):1-101"),
        ("\(a):5-5", "\(a):5"),
        ("\(a):1-3,\n\(b):1-19", "\(b):1-19,\(a):1-3"),
        ("\(a):1-3,\r\n\(a):4", "\(a):1-4"),
        (" \(a) : 1 - 3 : 5 ", "\(a):1-3:5"),
        ("\(a):Domain_1:117", "\(a):domain_1:117"),
        ("\(a):1-5:tag:1-3", "\(a):1-5:tag:1-3"),
        ("\(a):tag:1-3,\(a):1-5", "\(a):1-5:tag:1-3"),
        ("\(a):zz:1:_x:2:3:zz:2", "\(a):_x:2-3:zz:1-2"),
        ("\(a):9223372036854775807", "\(a):9223372036854775807"),
        ("\(a):007", "\(a):7"),
    ])
    func readsAndPrintsLikeTheServer(text: String, canonical: String) throws {
        let set = try MySQLGTIDSet(parsing: text)
        #expect(set.description == canonical)
        #expect(try MySQLGTIDSet(parsing: canonical) == set)
    }

    @Test(arguments: [
        ("\(a):0", PositionError(.interval, found: "0")),
        ("\(a):5-3", PositionError(.interval, found: "5-3")),
        ("\(a):1-2-3", PositionError(.interval, found: "1-2-3")),
        ("\(a):1-", PositionError(.interval, found: "1-")),
        ("\(a):-1", PositionError(.interval, found: "-1")),
        ("\(a):+1", PositionError(.interval, found: "+1")),
        ("\(a):1 2", PositionError(.interval, found: "1 2")),
        ("\(a):1::2", PositionError(.interval, found: "")),
        ("\(a):9223372036854775808", PositionError(.interval, found: "9223372036854775808")),
        ("\(a):1-99999999999999999999", PositionError(.interval, found: "1-99999999999999999999")),
        ("\(a):é:1", PositionError(.interval, found: "é")),
        ("\(a):1:tag", PositionError(.someInterval, found: "\(a):1:tag")),
        ("\(a):one:two:1", PositionError(.interval, found: "two")),
        ("\(a)", PositionError(.someInterval, found: a)),
        ("0-1-100", PositionError(.serverUUID, found: "0-1-100")),
        ("\(a)0:1", PositionError(.serverUUID, found: "\(a)0")),
        ("g\(a.dropFirst()):1", PositionError(.serverUUID, found: "g\(a.dropFirst())")),
        ("\(a.dropFirst())-:1", PositionError(.serverUUID, found: "\(a.dropFirst())-")),
        ("\(a):1,x", PositionError(.serverUUID, found: "x")),
    ])
    func saysWhatItFound(text: String, error: PositionError) {
        #expect(throws: error) { try MySQLGTIDSet(parsing: text) }
    }

    @Test func aTagHasUpTo32Characters() throws {
        let longest = String(repeating: "t", count: 32)
        #expect(try MySQLGTIDSet(parsing: "\(a):\(longest):1").count == 1)
        #expect(throws: PositionError.self) { try MySQLGTIDSet(parsing: "\(a):\(longest)t:1") }
    }

    @Test func longFindingsAreCut() {
        #expect(PositionError(.interval, found: String(repeating: "x", count: 1000)).found.count == 80)
    }

    @Test(arguments: [
        ("\(a):1-10", "\(a):3-4", "\(a):1-2:5-10"),
        ("\(a):1-10", "\(a):1-10", ""),
        ("\(a):1-10", "\(a):tag:1-10", "\(a):1-10"),
        ("\(a):1-10", "\(b):1-10", "\(a):1-10"),
        ("\(a):1-3:5-7:9-11", "\(a):2-10", "\(a):1:11"),
        ("\(a):5-7", "\(a):1-2:4-5:7-9", "\(a):6"),
        ("", "\(a):1", ""),
    ])
    func subtractsLikeTheServer(left: String, right: String, rest: String) throws {
        #expect(try MySQLGTIDSet(parsing: left).subtracting(MySQLGTIDSet(parsing: right)).description == rest)
    }

    @Test func knowsItsSources() throws {
        let set = try MySQLGTIDSet(parsing: "\(a):1-5:tag:1-3,\(b):7")
        let (first, second) = (try ServerUUID(parsing: b), try ServerUUID(parsing: a.uppercased()))
        #expect(set.sources == [first, second])
        #expect(set.taggedSources.map(\.tag) == [nil, nil, try GTIDTag(parsing: "TAG")])
        #expect(set.count == 9)
        #expect(set.restricted(to: second).description == "\(a):1-5:tag:1-3")
        #expect(set.excluding(second).description == "\(b):7")
        #expect(set.intervals(of: GTIDSource(uuid: second)).map(\.last) == [5])
    }

    @Test func countStopsAtTheTop() throws {
        #expect(try MySQLGTIDSet(parsing: "\(a):1-9223372036854775807").count == 9_223_372_036_854_775_807)
        let all = "1-9223372036854775807"
        #expect(try MySQLGTIDSet(parsing: "\(a):\(all):t:\(all):u:\(all)").count == .max)
    }

    @Test func oneTransaction() throws {
        let gtid = try MySQLGTID(parsing: " \(a.uppercased()):Tag:7 ")
        #expect(gtid.description == "\(a):tag:7")
        #expect(try MySQLGTIDSet(parsing: "\(a):tag:1-9").contains(gtid))
        #expect(try !MySQLGTIDSet(parsing: "\(a):1-9").contains(gtid))
        #expect(throws: PositionError(.mysqlGTID, found: "\(a):1-2")) { try MySQLGTID(parsing: "\(a):1-2") }
        #expect(throws: PositionError(.mysqlGTID, found: "")) { try MySQLGTID(parsing: "") }
        #expect(MySQLGTID(source: gtid.source, sequence: 0) == nil)
        #expect(MySQLGTID(source: gtid.source, sequence: .max) == nil)
    }

    @Test(arguments: [
        ("", "nothing"),
        ("\(a):1-5", "3e11fa47:1-5"),
        ("\(a):1:3:5:7", "3e11fa47:1:3:5:7"),
        ("\(a):1:3:5:7:9-12:tag:2", "3e11fa47:1:3:…:9-12:tag:2"),
        ("\(a):1,\(a.dropLast())3:1", "\(a):1, \(a.dropLast())3:1"),
        ("\(a):1,\(b):2", "2174b383:2, 3e11fa47:1"),
    ])
    func briefFitsALine(text: String, brief: String) throws {
        #expect(try MySQLGTIDSet(parsing: text).brief == brief)
    }

    @Test func briefCountsTheSourcesItLeavesOut() throws {
        let text = (1...5).map { "\($0)\(a.dropFirst()):1" }.joined(separator: ",")
        #expect(try MySQLGTIDSet(parsing: text).brief == "1e11fa47:1, 2e11fa47:1, 3e11fa47:1, and 2 more sources")
    }

    @Test func tenThousandIntervals() throws {
        let odd = "\(a):" + (0..<10_000).map { "\($0 * 2 + 1)" }.joined(separator: ":")
        let even = "\(a):" + (1...10_000).map { "\($0 * 2)" }.joined(separator: ":")
        let (left, right) = (try MySQLGTIDSet(parsing: odd), try MySQLGTIDSet(parsing: even))
        #expect(left.union(right).description == "\(a):1-20000")
        #expect(left.union(right).subtracting(right) == left)
        #expect(left.intersection(right).isEmpty)
        #expect(left.union(right).contains(left) && !left.contains(right))
        #expect(left.description == odd)
    }
}
