import Foundation
import HactlModel
import Testing

private let uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562"

@Suite struct PositionCodingTests {
    private func roundTrip<Value: Codable & Equatable>(_ value: Value, as json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        #expect(String(decoding: data, as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    }

    @Test func textsAreStrings() throws {
        try roundTrip(MySQLGTIDSet(parsing: "\(uuid):1-5:tag:1"), as: "\"\(uuid):1-5:tag:1\"")
        try roundTrip(MySQLGTIDSet(), as: "\"\"")
        try roundTrip(MySQLGTID(parsing: "\(uuid):5"), as: "\"\(uuid):5\"")
        try roundTrip(ServerUUID(parsing: uuid), as: "\"\(uuid)\"")
        try roundTrip(GTIDTag(parsing: "Tag"), as: "\"tag\"")
        try roundTrip(MariaDBGTID(parsing: "0-1-2"), as: "\"0-1-2\"")
        try roundTrip(MariaDBGTIDList(parsing: "0-1-2,0-2-1"), as: "\"0-1-2,0-2-1\"")
    }

    @Test func transactionSetsNameTheirKind() throws {
        try roundTrip(TransactionSet.gtids(MySQLGTIDSet(parsing: "\(uuid):1")), as: "{\"gtids\":\"\(uuid):1\"}")
        try roundTrip(TransactionSet.domains(MariaDBGTIDList(parsing: "0-1-2")), as: "{\"domains\":\"0-1-2\"}")
        try roundTrip(TransactionSet.file(name: "b.1", position: 4), as: "{\"file\":\"b.1\",\"position\":4}")
    }

    @Test func aBadTextIsADecodingErrorThatQuotesIt() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([MySQLGTIDSet].self, from: Data("[\"\(uuid):0\"]".utf8))
        }
        #expect(String(describing: error).contains("1 <= m <= n"))
    }
}
