import HactlModel
import HactlPlan
import HactlRun

/// One POST of JSON to an address that is a secret.
struct WebPost: Sendable {
    private let url: Secret
    private let bearer: Secret?
    /// What else must not come back in words.
    private let hidden: [Secret]

    init(url: Secret, bearer: Secret? = nil, hidden: [Secret] = []) {
        self.url = url
        self.bearer = bearer
        self.hidden = hidden
    }

    func send(_ body: Secret, within limit: Duration) async -> Delivery {
        let address = url.reveal()
        guard ["http://", "https://"].contains(where: { address.hasPrefix($0) && address.count > $0.count }),
            !address.contains(where: { $0.isWhitespace || $0.isNewline })
        else {
            return .never(because: "its address is no URL of http:// or https://: correct what the inventory names")
        }
        var web = WebClient(urls: [address])
        if let bearer { web.token = ("Authorization", Secret("Bearer " + bearer.reveal())) }
        do throws(StoreFailure) {
            return judge(try await web.send("POST", "", body: body.reveal(), within: limit))
        } catch {
            return .later(because: "\(error.kind.rawValue)\(words(in: error.message))")
        }
    }

    private func judge(_ reply: WebClient.Reply) -> Delivery {
        let reason =
            "the receiver answers with \(reply.status)" + words(in: String(decoding: reply.body, as: UTF8.self))
        switch reply.status {
        case 200..<300: return .arrived
        case 429, 500...: return .later(because: reason, after: reply.retryAfter)
        default: return .never(because: reason)
        }
    }

    /// A short line in brackets; nothing when it holds what nobody may read, or is no line.
    private func words(in text: String) -> String {
        let line = text.filter { !$0.isNewline }
        let secrets = [url, bearer].compactMap(\.self).map { $0.reveal() } + hidden.map { $0.reveal() } + [path]
        guard !line.isEmpty, line.utf8.count <= 200, line.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            !secrets.contains(where: { !$0.isEmpty && line.contains($0) })
        else { return "" }
        return " (\(line))"
    }

    /// What makes the address a secret.
    private var path: String {
        let rest = url.reveal().split(separator: "/", maxSplits: 3)
        return rest.count > 2 ? String(rest[2...].joined(separator: "/")) : ""
    }
}
