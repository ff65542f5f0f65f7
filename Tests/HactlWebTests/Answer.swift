import Foundation

/// What came back for a request.
struct Answer {
    var status: Int
    var headers: [String: String]
    var body: String

    /// The body as a JSON object.
    var fields: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:] }
    var error: String { fields["error"] as? String ?? "" }
}

extension WebClient {
    /// Sends a request as a well-behaved client does, and reads the answer.
    func ask(
        _ method: String = "GET", _ target: String, _ headers: [String: String] = [:], body: String = "",
        host: String? = "127.0.0.1"
    ) async throws -> Answer {
        var lines = ["\(method) \(target) HTTP/1.1"] + headers.map { "\($0.key): \($0.value)" }
        if let host { lines.append("Host: \(host)") }
        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
        try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        return try await answer(hasBody: method != "HEAD")
    }

    func answer(hasBody: Bool = true) async throws -> Answer {
        var answer = try await head()
        let length = hasBody ? Int(answer.headers["content-length"] ?? "") ?? 0 : 0
        answer.body = String(decoding: try await read(length), as: UTF8.self)
        return answer
    }

    func head() async throws -> Answer {
        let lines = try await read(until: "\r\n\r\n").components(separatedBy: "\r\n")
        let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        let status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        return Answer(status: status, headers: Dictionary(pairs) { $1 }, body: "")
    }
}
