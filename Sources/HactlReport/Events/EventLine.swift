import HactlModel

/// One line of `--json`: an object with a type, a moment and a sentence, and what belongs to the type.
///
/// Names and meanings are stable within a schema; fields may be added.
package struct EventLine: Hashable, Sendable {
    /// The version of all names below; its first number changes when one of them changes its meaning.
    package static let schema = "1.0"

    package enum Level: String, Sendable {
        case info
        case warning = "warn"
        case error
    }

    package var type: String
    package var level: Level
    package var at: Moment
    package var message: String
    package var fields: [String: JSON]

    package init(
        _ type: String, _ level: Level = .info, at: Moment, _ message: String, _ fields: [String: JSON] = [:]
    ) {
        self.type = type
        self.level = level
        self.at = at
        self.message = message
        self.fields = fields
    }

    /// Without a newline.
    package var text: String { json.line }

    package var json: JSON {
        let common: [String: JSON] = [
            "type": .text(type), "@level": .text(level.rawValue), "@timestamp": .text(at.description),
            "@message": .text(message),
        ]
        return .object(fields.merging(common) { $1 })
    }
}
