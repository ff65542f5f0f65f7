import FoundationEssentials
import Glibc
import HactlModel
import HactlRun

/// A cluster's key in etcd that goes with a lease: whoever put it there leads the watches, as long as the lease is prolonged
/// (etcd.io, "Lease API" and "Transactions"; orchestrator's and Patroni's way).
package actor EtcdLease {
    private let settings: LeaseSettings
    private let secrets: SecretBook
    private let key: String
    private let holder: String
    private var opened: WebClient?
    /// The lease that this watch was granted; it may be over.
    private var lease: String?

    package init(_ settings: LeaseSettings, of cluster: String, secrets: SecretBook) {
        self.settings = settings
        self.secrets = secrets
        key = "\(settings.store.key)/\(cluster)"
        holder = "\(Self.hostName) (pid \(getpid()))"
    }

    /// How often to ask: two answers may be lost.
    package nonisolated var pace: Duration { settings.span / 4 }

    /// Prolongs the lease, or seeks it.
    package func hold() async -> LeaseWord {
        do throws(StoreFailure) {
            // Before it is asked for: the store's own count begins later.
            let until = SystemClock.uptime() + settings.span
            guard let lease = try await prolonged() else { return try await seek() }
            return try await claim(with: lease, until: until)
        } catch {
            return .unknown(because: "etcd can't be asked for the lead: \(error.message)")
        }
    }

    private func seek() async throws(StoreFailure) -> LeaseWord {
        let until = SystemClock.uptime() + settings.span
        let request = LeaseGrant(ID: "0", TTL: String(settings.span.components.seconds))
        let granted: LeaseAnswer = try await ask("/v3/lease/grant", request)
        guard let fresh = granted.ID else { throw unreadable }
        lease = fresh
        return try await claim(with: fresh, until: until)
    }

    /// Lets the lead go at once, so that nobody has to wait for its end.
    package func release() async {
        guard let lease else { return }
        self.lease = nil
        let _: LeaseAnswer? = try? await ask("/v3/lease/revoke", LeaseName(ID: lease))
    }

    /// `nil` where there is none any more.
    private func prolonged() async throws(StoreFailure) -> String? {
        guard let lease else { return nil }
        let answer: KeepAlive = try await ask("/v3/lease/keepalive", LeaseName(ID: lease))
        // A lease that is over is answered without a time to live.
        if let span = answer.result?.TTL, span != "0" { return lease }
        self.lease = nil
        return nil
    }

    /// The key is ours when nobody had it, or when it goes with our lease already.
    private func claim(with lease: String, until: Duration) async throws(StoreFailure) -> LeaseWord {
        let name = Data(key.utf8)
        let answer: Claimed = try await ask(
            "/v3/kv/txn",
            Claim(
                compare: [.init(key: name)],
                success: [.init(request_put: .init(key: name, value: Data(holder.utf8), lease: lease))],
                failure: [.init(request_range: .init(key: name))]))
        if answer.succeeded == true { return .ours(until: until) }
        guard let pair = answer.responses?.first?.response_range?.kvs?.first else { throw unreadable }
        if pair.lease == lease { return .ours(until: until) }
        return .others(leader: String(decoding: pair.value ?? Data(), as: UTF8.self))
    }

    private func ask<Answer: Decodable>(
        _ path: String, _ request: some Encodable
    ) async throws(StoreFailure) -> Answer {
        let web = try await client()
        return try web.read(try await web.send("POST", path, body: web.json(request), within: settings.span / 4))
    }

    private func client() async throws(StoreFailure) -> WebClient {
        if let opened { return opened }
        let fresh = try await WebClient(to: settings.store, token: settings.token, secrets: secrets)
        opened = fresh
        return fresh
    }

    private var unreadable: StoreFailure {
        StoreFailure(kind: .unreadable, message: "etcd answers with something else", effect: .unknown)
    }

    private static var hostName: String {
        var bytes = [UInt8](repeating: 0, count: 256)
        return gethostname(&bytes, bytes.count - 1) == 0
            ? String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) : "a machine without a name"
    }
}

// MARK: The JSON gateway's words

private struct LeaseGrant: Encodable {
    var ID: String
    var TTL: String
}

private struct LeaseName: Encodable { var ID: String }

private struct LeaseAnswer: Decodable { var ID: String? }

private struct KeepAlive: Decodable {
    struct Result: Decodable { var TTL: String? }
    var result: Result?
}

private struct Claim: Encodable {
    /// A key that is not there has version 0.
    struct Compare: Encodable {
        var key: Data
        var target = "VERSION"
        var result = "EQUAL"
        var version = "0"
    }
    struct Put: Encodable {
        var key: Data
        var value: Data
        var lease: String
    }
    struct Range: Encodable { var key: Data }
    struct Operation: Encodable {
        var request_put: Put?
        var request_range: Range?
    }
    var compare: [Compare]
    var success: [Operation]
    var failure: [Operation]
}

private struct Claimed: Decodable {
    struct Pair: Decodable {
        var value: Data?
        var lease: String?
    }
    struct Range: Decodable { var kvs: [Pair]? }
    struct Response: Decodable { var response_range: Range? }
    var succeeded: Bool?
    var responses: [Response]?
}
