import FoundationEssentials
import HactlModel
import HactlPlan
import HactlRun

/// Consul's key-value store (developer.hashicorp.com, "KV store" and "Txn" of the HTTP API).
struct Consul: KeyValueStore {
    let web: WebClient
    /// What the keys begin with.
    let root: String

    private struct Pair: Decodable {
        var Key: String
        var Value: Data?
        var ModifyIndex: Int
    }

    func values(of keys: [String], within limit: Duration) async throws(StoreFailure) -> [String: String] {
        try await pairs(of: keys, within: limit).mapValues { String(decoding: $0.Value ?? Data(), as: UTF8.self) }
    }

    /// All of them in one answer of the leader.
    private func pairs(of keys: [String], within limit: Duration) async throws(StoreFailure) -> [String: Pair] {
        let reply = try await web.send("GET", "/v1/kv/\(root)?recurse=true&consistent=true", within: limit)
        if reply.status == 404 { return [:] }
        let found: [Pair] = try web.read(reply)
        return Dictionary(found.filter { keys.contains($0.Key) }.map { ($0.Key, $0) }) { first, _ in first }
    }

    private struct Operation: Encodable {
        var KV: Change
    }

    private struct Change: Encodable {
        var Verb: String
        var Key: String
        var Value: Data?
        var Index: Int
    }

    /// By the index of what was read a moment ago: a write in between makes all of them fail (409).
    func write(_ writes: [KeyWrite], within limit: Duration) async throws(StoreFailure) -> Bool {
        let now = try await pairs(of: writes.map(\.key), within: limit)
        for write in writes {
            guard now[write.key].map({ String(decoding: $0.Value ?? Data(), as: UTF8.self) }) == write.old else {
                return false
            }
        }
        let operations = writes.map { write in
            Operation(
                KV: Change(
                    Verb: write.new == nil ? "delete-cas" : "cas", Key: write.key,
                    Value: write.new.map { Data($0.utf8) },
                    Index: now[write.key]?.ModifyIndex ?? 0))
        }
        let reply = try await web.send("PUT", "/v1/txn", body: web.json(operations), within: limit)
        if reply.status == 409 { return false }
        try web.expectSuccess(reply)
        return true
    }
}
