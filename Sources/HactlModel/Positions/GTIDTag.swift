/// The tag of a tagged GTID, MySQL 8.3 and later. The manual: `tag: [a-z_][a-z0-9_]{0,31}`.
///
/// The server takes upper case and prints lower case; so does this.
package struct GTIDTag: Hashable, Comparable, Sendable, CodableAsText {
    private let text: String

    package init(parsing text: String) throws(PositionError) {
        guard let tag = GTIDTag(reading: text.bytes.trimmed) else { throw PositionError(.tag, found: text) }
        self = tag
    }

    /// `nil` when the bytes are no tag: then they are an interval or a mistake.
    init?(reading bytes: Substring.UTF8View) {
        let lowered = bytes.map(\.lowered)
        guard let first = lowered.first, lowered.count <= 32, !first.isDigit, lowered.allSatisfy(Self.allows) else {
            return nil
        }
        text = String(decoding: lowered, as: UTF8.self)
    }

    private static func allows(_ byte: UInt8) -> Bool {
        byte.isLower || byte.isDigit || byte == UInt8(ascii: "_")
    }

    package static func < (left: GTIDTag, right: GTIDTag) -> Bool { left.text < right.text }
    package var description: String { text }
}
