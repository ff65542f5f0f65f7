import HactlModel

/// Statements that go to a server as one text: one round trip. A server stops at the first statement it refuses; when
/// that refusal is tolerated, the door sends the rest (`text(from:)`).
package struct Round: Sendable {
    package let lines: [ScriptLine]
    /// Whether it is still needed after what was answered so far.
    package let isNeeded: @Sendable (Replies) -> Bool

    package init(_ lines: [ScriptLine], when isNeeded: @escaping @Sendable (Replies) -> Bool = { _ in true }) {
        self.lines = lines
        self.isNeeded = isNeeded
    }

    /// The text of the lines from `index` on, secrets and all. It begins with a comment by which a DBA knows hactl in
    /// the process list.
    package func reveal(from index: Int = 0) -> String {
        "/* hactl */ " + lines.dropFirst(index).map { $0.reveal() }.joined(separator: ";\n")
    }

    package var secrets: [Secret] { lines.flatMap(\.secrets) }
}

extension Round: CustomStringConvertible {
    package var description: String { lines.map(\.description).joined(separator: ";\n") }
}
