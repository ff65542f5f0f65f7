import HactlModel
import HactlPlan

/// A saved plan. It holds no secret, and it is refused when it was edited: what was consented to is what is run.
package enum PlanFile {
    /// Changes when plans are written in another way.
    package static let format = 1

    package static func text(of plan: Plan) throws -> String {
        try CanonicalJSON.text(of: Envelope(format: format, plan: plan, digest: digest(of: plan)), isPretty: true)
            + "\n"
    }

    /// - Parameter version: the hactl that reads. A plan of another one is refused: its steps may mean other things.
    package static func plan(from text: String, version: String) throws(PlanFileFlaw) -> Plan {
        guard let stamp = try? CanonicalJSON.value(Stamp.self, from: text) else { throw .notAPlan }
        guard stamp.format == format else { throw .otherFormat(stamp.format) }
        guard stamp.plan.version == version else { throw .otherVersion(stamp.plan.version, reader: version) }
        guard
            let envelope = try? CanonicalJSON.value(Envelope.self, from: text),
            let digest = try? digest(of: envelope.plan), digest == envelope.digest
        else { throw .edited }
        return envelope.plan
    }

    /// Over the plan as this hactl would write it: spaces and the order of keys say nothing.
    package static func digest(of plan: Plan) throws -> String {
        SHA256.hex(of: try CanonicalJSON.text(of: plan))
    }

    private struct Envelope: Codable {
        var format: Int
        var plan: Plan
        var digest: String

        enum CodingKeys: String, CodingKey {
            case format = "hactl_plan"
            case plan
            case digest = "sha256"
        }
    }

    /// What every version of the format has.
    private struct Stamp: Decodable {
        var format: Int
        var plan: Version

        struct Version: Decodable { var version: String }

        enum CodingKeys: String, CodingKey {
            case format = "hactl_plan"
            case plan
        }
    }
}
