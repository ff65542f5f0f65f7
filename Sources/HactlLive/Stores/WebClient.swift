import FoundationEssentials
import HactlModel
import HactlPlan
import HactlRun
import Subprocess

/// HTTP by the user's own curl(1): its certificates, its proxies, its resolver. What it is told goes over standard input, so a
/// token is on no command line.
struct WebClient: Sendable {
    /// Asked one after the other until one answers.
    let urls: [String]
    var token: (header: String, value: Secret)?
    var authority: String?
    var certificate: String?
    var privateKey: String?

    struct Reply: Sendable {
        var status: Int
        var body: [UInt8]
        var url: String
        /// How long it asks to be left alone; `nil` where it does not say, or names a date.
        var retryAfter: Duration?
    }

    func send(
        _ method: String, _ path: String, body: String? = nil, within limit: Duration
    ) async throws(StoreFailure) -> Reply {
        var failure = StoreFailure(kind: .refused, message: "it has no address", effect: .none)
        let deadline = ContinuousClock.now + limit
        for url in urls {
            do throws(StoreFailure) {
                return try await call(method, url + path, body, within: max(deadline - .now, .milliseconds(200)))
            } catch {
                failure = error
                // What was sent may have been done: another one must not do it again.
                if failure.effect != .none { throw failure }
            }
        }
        throw failure
    }

    private func call(
        _ method: String, _ url: String, _ body: String?, within limit: Duration
    ) async throws(StoreFailure) -> Reply {
        let (status, output, words): (TerminationStatus, [UInt8], String)
        do {
            let settings = configuration(method, url, body, limit)
            let result = try await Subprocess.run(
                .name("curl"), arguments: ["-q", "-K", "-"], input: .inputWriter,
                output: .bytes(limit: 1 << 20), error: .string(limit: 4096)
            ) { await $0.standardInputWriter.feed(settings) }
            (status, output, words) = (result.terminationStatus, result.standardOutput, result.standardError)
        } catch {
            throw StoreFailure(
                kind: .unreadable, message: "curl could not be started on this machine: \(error)", effect: .none)
        }
        guard status.isSuccess else { throw failed(status, words) }
        return try reply(in: output, from: url)
    }

    /// curl(1), EXIT CODES: 5 to 7 before anything was sent, 28 when the time is over.
    private func failed(_ status: TerminationStatus, _ words: String) -> StoreFailure {
        let code = if case .exited(let code) = status { code } else { 0 as Int32 }
        let kind: Unreachable.Kind =
            switch code {
            case 6: .unresolvable
            case 7: .refused
            case 28: .timedOut
            case 35, 51, 58, 60, 77, 83: .tls
            default: .lost
            }
        let line = words.split(separator: "\n").first.map(String.init) ?? "curl ended with \(code)"
        let wasSent = ![5, 6, 7, 35, 51, 58, 60, 77, 83].contains(code)
        return StoreFailure(kind: kind, message: line, effect: wasSent ? .unknown : .none)
    }

    private func configuration(_ method: String, _ url: String, _ body: String?, _ limit: Duration) -> String {
        let seconds = max(limit.inSeconds, 0.2)
        var lines = [
            "url = \(url.inDoubleQuotes)", "request = \(method)", "globoff", "include", "silent", "show-error",
            "max-time = \(seconds)",
            "connect-timeout = \(max(limit.inSeconds / Double(urls.count + 1), 0.1))",
            "write-out = \"\\n%{http_code}\"", "header = \"Content-Type: application/json\"",
        ]
        if let body { lines.append("data-binary = \(body.inDoubleQuotes)") }
        if let token { lines.append("header = \("\(token.header): \(token.value.reveal())".inDoubleQuotes)") }
        if let authority { lines.append("cacert = \(authority.inDoubleQuotes)") }
        if let certificate { lines.append("cert = \(certificate.inDoubleQuotes)") }
        if let privateKey { lines.append("key = \(privateKey.inDoubleQuotes)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func reply(in output: [UInt8], from url: String) throws(StoreFailure) -> Reply {
        guard let end = output.lastIndex(of: UInt8(ascii: "\n")),
            let status = Int(String(decoding: output[(end + 1)...], as: UTF8.self))
        else { throw StoreFailure(kind: .unreadable, message: "\(url) did not answer as HTTP does", effect: .unknown) }
        let (headers, body) = WebClient.split(output[..<end])
        return Reply(status: status, body: body, url: url, retryAfter: headers.retryAfter)
    }

    func expectSuccess(_ reply: Reply) throws(StoreFailure) {
        if (200..<300).contains(reply.status) { return }
        let words = String(decoding: reply.body.prefix(200), as: UTF8.self)
        let kind: Unreachable.Kind = reply.status == 401 || reply.status == 403 ? .denied : .unreadable
        throw StoreFailure(kind: kind, message: "\(reply.url) answers with \(reply.status): \(words)", effect: .unknown)
    }

    func json(_ value: some Encodable) -> String {
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func read<Value: Decodable>(_ reply: Reply) throws(StoreFailure) -> Value {
        try expectSuccess(reply)
        do { return try JSONDecoder().decode(Value.self, from: Data(reply.body)) } catch {
            throw StoreFailure(kind: .unreadable, message: "\(reply.url) answers with something else", effect: .unknown)
        }
    }
}
