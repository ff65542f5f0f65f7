import FoundationEssentials

/// An alert that names a cluster.
package struct Alert: Equatable, Sendable {
    /// The inventory's name of it: label `cluster`.
    package var cluster: String
    /// The same for every delivery of one alert, another one when it fires anew.
    package var key: String
    /// What it is called: label `alertname`.
    package var name: String

    package init(cluster: String, key: String, name: String) {
        self.cluster = cluster
        self.key = key
        self.name = name
    }
}

/// What Alertmanager posts, version 4 ("Configuration", `<webhook_config>`).
package struct AlertWebhook: Equatable, Sendable {
    /// Those that fire, each once, in the order they came.
    package let firing: [Alert]
    /// How many were resolved: no reason to do anything.
    package let resolved: Int
    /// Names of those that fire and name no cluster.
    package let nameless: [String]

    package init(_ bytes: some Sequence<UInt8>) throws(Refusal) {
        let message: Message
        do { message = try JSONDecoder().decode(Message.self, from: Data(bytes)) } catch {
            throw Refusal(
                "This is no webhook of Alertmanager: \(Self.words(of: error)).",
                hint: "Send what Alertmanager posts, version 4, as it is.")
        }
        guard message.version == "4" else {
            throw Refusal(
                "The webhook is of version \(message.version), and hactl reads version 4.",
                hint: "Alertmanager sends it since 0.5.")
        }
        let firing = message.alerts.filter { $0.status == "firing" }
        resolved = message.alerts.count - firing.count
        nameless = firing.filter { $0.labels["cluster"] == nil }.map { $0.labels["alertname"] ?? "?" }
        var seen: Set<String> = []
        self.firing = firing.compactMap(\.alert).filter { seen.insert("\($0.cluster) \($0.key)").inserted }
    }

    private struct Message: Decodable {
        var version: String
        var alerts: [Entry]
    }

    private struct Entry: Decodable {
        var status: String
        var labels: [String: String]
        var startsAt: String
        var fingerprint: String

        var alert: Alert? {
            labels["cluster"].map {
                Alert(cluster: $0, key: "\(fingerprint)-\(startsAt)", name: labels["alertname"] ?? "alert")
            }
        }
    }

    private static func words(of error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no `\(key.stringValue)`"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another type"
        default: "it is no JSON"
        }
    }
}
