import FoundationEssentials
import HactlModel
import HactlPlan
import HactlRun

/// etcd's v3 API through its JSON gateway (etcd.io, "gRPC gateway"): keys and values in base64, numbers as text.
struct Etcd: KeyValueStore {
    let web: WebClient

    private struct Answer: Decodable {
        var succeeded: Bool?
        var responses: [Response]?
    }

    private struct Response: Decodable {
        var response_range: Range?
    }

    private struct Range: Decodable {
        var kvs: [Pair]?
    }

    private struct Pair: Decodable {
        var key: Data
        var value: Data?
    }

    /// One transaction without a condition: all of one moment.
    func values(of keys: [String], within limit: Duration) async throws(StoreFailure) -> [String: String] {
        let ranges = keys.map { Operation(request_range: RangeRequest(key: Data($0.utf8))) }
        let answer = try await transact(Transaction(compare: [], success: ranges), within: limit)
        let pairs = (answer.responses ?? []).flatMap { $0.response_range?.kvs ?? [] }
        return Dictionary(pairs.map { (text(of: $0.key), text(of: $0.value ?? Data())) }) { first, _ in first }
    }

    func write(_ writes: [KeyWrite], within limit: Duration) async throws(StoreFailure) -> Bool {
        let transaction = Transaction(compare: writes.map(condition), success: writes.map(change))
        return try await transact(transaction, within: limit).succeeded == true
    }

    /// A key that is not there has version 0.
    private func condition(_ write: KeyWrite) -> Compare {
        let key = Data(write.key.utf8)
        return write.old.map { Compare(key: key, target: "VALUE", value: Data($0.utf8)) }
            ?? Compare(key: key, target: "VERSION", version: "0")
    }

    private func change(_ write: KeyWrite) -> Operation {
        let key = Data(write.key.utf8)
        return write.new.map { Operation(request_put: PutRequest(key: key, value: Data($0.utf8))) }
            ?? Operation(request_delete_range: RangeRequest(key: key))
    }

    private struct Transaction: Encodable {
        var compare: [Compare]
        var success: [Operation]
    }

    private struct Compare: Encodable {
        var key: Data
        var target: String
        var result = "EQUAL"
        var value: Data?
        var version: String?
    }

    private struct Operation: Encodable {
        var request_put: PutRequest?
        var request_range: RangeRequest?
        var request_delete_range: RangeRequest?
    }

    private struct PutRequest: Encodable {
        var key: Data
        var value: Data
    }

    private struct RangeRequest: Encodable {
        var key: Data
    }

    private func transact(_ transaction: Transaction, within limit: Duration) async throws(StoreFailure) -> Answer {
        let reply = try await web.send("POST", "/v3/kv/txn", body: web.json(transaction), within: limit)
        return try web.read(reply)
    }

    private func text(of data: Data) -> String { String(decoding: data, as: UTF8.self) }
}
