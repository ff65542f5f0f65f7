import HactlModel
import Testing

@Suite struct MariaDBGTIDListTests {
    @Test(arguments: [
        ("", ""),
        (" \n", ""),
        ("0-1-100", "0-1-100"),
        ("1-2-5, 0-1-100\n", "0-1-100,1-2-5"),
        ("0-3-7,0-1-100,0-2-101", "0-1-100,0-3-7,0-2-101"),
        ("4294967295-4294967295-18446744073709551615", "4294967295-4294967295-18446744073709551615"),
    ])
    func readsAndPrints(text: String, canonical: String) throws {
        let list = try MariaDBGTIDList(parsing: text)
        #expect(list.description == canonical)
        #expect(try MariaDBGTIDList(parsing: canonical) == list)
    }

    @Test(arguments: [
        ("0-1", PositionError(.mariadbGTID, found: "0-1")),
        ("0-1-2-3", PositionError(.mariadbGTID, found: "0-1-2-3")),
        ("0--2", PositionError(.mariadbGTID, found: "0--2")),
        ("4294967296-1-1", PositionError(.mariadbGTID, found: "4294967296-1-1")),
        ("0-1-18446744073709551616", PositionError(.mariadbGTID, found: "0-1-18446744073709551616")),
        ("0-1-2,x", PositionError(.mariadbGTID, found: "x")),
        ("0-1-2,0-1-3", PositionError(.onePerServer, found: "0-1-2,0-1-3")),
    ])
    func saysWhatItFound(text: String, error: PositionError) {
        #expect(throws: error) { try MariaDBGTIDList(parsing: text) }
    }

    @Test(arguments: [
        ("0-1-100", "0-1-100", ""),
        ("0-1-101", "0-1-100", "0-1-101"),
        ("0-1-99", "0-1-100", ""),
        ("0-2-101", "0-1-100", "0-2-101"),
        ("0-2-99", "0-1-100", ""),
        ("0-2-100", "0-1-100", "0-2-100"),
        ("0-1-1,7-1-1", "0-1-1", "7-1-1"),
        ("0-1-1", "0-1-1,7-1-1", ""),
        ("", "0-1-1", ""),
        ("0-1-100,0-2-105", "0-2-105", ""),
        ("0-1-100,0-2-105", "0-1-100", "0-2-105"),
        ("0-1-180", "0-1-200,0-2-150", ""),
        ("0-1-200,0-2-150", "0-3-180", "0-1-200"),
    ])
    func aheadIsWhatTheOtherDoesNotReach(mine: String, other: String, ahead: String) throws {
        let (left, right) = (try MariaDBGTIDList(parsing: mine), try MariaDBGTIDList(parsing: other))
        #expect(left.ahead(of: right).description == ahead)
        #expect(right.covers(left) == ahead.isEmpty)
    }

    @Test func sameNumberFromTwoServersIsTwoHistories() throws {
        let left = try MariaDBGTIDList(parsing: "0-1-100,1-1-5")
        let right = try MariaDBGTIDList(parsing: "0-2-100,1-1-5")
        #expect(left.parted(from: right) == [0])
        #expect(!left.covers(right) && !right.covers(left))
        #expect(left.parted(from: left) == [])
    }

    @Test func theLastOfADomainIsThePosition() throws {
        let state = try MariaDBGTIDList(parsing: "0-1-200,0-2-150,3-1-9")
        #expect(state.latest.description == "0-2-150,3-1-9")
        #expect(state.latest(in: 0)?.sequence == 150)
        #expect(state.latest(in: 1) == nil)
        #expect(state.sequence(of: 1, in: 0) == 200)
        #expect(state.domains == [0, 3])
    }

    @Test(arguments: [
        ("0-1-100", "0-1-100", ""),
        ("0-2-101,0-1-100", "0-1-100", "0-2-101"),
        ("0-2-50,0-1-100", "0-1-120", "0-2-50"),
        ("0-2-50,0-1-100", "0-2-50,0-1-120", ""),
        ("0-2-51,0-1-100", "0-2-50,0-1-120", "0-2-51"),
        ("9-2-1,0-1-100", "0-1-120", "9-2-1"),
    ])
    func errantIsWhatThePrimaryNeverLogged(replica: String, primary: String, errant: String) throws {
        let (mine, theirs) = (try MariaDBGTIDList(parsing: replica), try MariaDBGTIDList(parsing: primary))
        #expect(mine.errant(to: theirs).description == errant)
    }

    @Test func briefFitsALine() throws {
        #expect(MariaDBGTIDList().brief == "nothing")
        #expect(try MariaDBGTIDList(parsing: "0-1-1,1-1-1").brief == "0-1-1, 1-1-1")
        let long = "0-1-1,1-1-1,2-1-1,3-1-1,4-1-1,5-1-1"
        #expect(try MariaDBGTIDList(parsing: long).brief == "0-1-1, 1-1-1, 2-1-1, 3-1-1, and 2 more")
    }
}
