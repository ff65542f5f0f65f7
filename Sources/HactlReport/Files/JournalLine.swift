import HactlModel
import HactlRun

/// One line of a run's journal: its number, its moment, and what it tells.
package struct JournalLine: Equatable, Sendable {
    /// From 1; a gap shows that a line was lost.
    package var number: Int
    package var at: Moment
    package var entry: JournalEntry

    package init(number: Int, at: Moment, entry: JournalEntry) {
        self.number = number
        self.at = at
        self.entry = entry
    }

    /// JSON without a newline.
    package func text() throws -> String { try CanonicalJSON.text(of: self) }

    package init(parsing text: String) throws { self = try CanonicalJSON.value(JournalLine.self, from: text) }
}

extension JournalLine: Codable {
    private enum CodingKeys: String, CodingKey {
        case number = "n"
        case at, entry
    }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let time = try box.decode(String.self, forKey: .at)
        guard let at = Moment(rfc3339: time) else {
            throw DecodingError.dataCorruptedError(forKey: .at, in: box, debugDescription: "\"\(time)\" is no moment")
        }
        self.at = at
        number = try box.decode(Int.self, forKey: .number)
        entry = try box.decode(JournalEntry.self, forKey: .entry)
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(number, forKey: .number)
        try box.encode(at.description, forKey: .at)
        try box.encode(entry, forKey: .entry)
    }
}
