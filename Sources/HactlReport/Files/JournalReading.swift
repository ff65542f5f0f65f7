import HactlModel
import HactlRun

/// A journal as it was found on disk.
package struct JournalReading: Equatable, Sendable {
    package var lines: [JournalLine]
    /// The last line was being written when hactl or its machine died, and is left out.
    package var tornTail: String?

    package var entries: [JournalEntry] { lines.map(\.entry) }

    /// How many bytes are sound: a run that goes on cuts the file there.
    package private(set) var soundBytes: Int
    /// Whether the last sound line still lacks its newline: a run that goes on adds it first.
    package private(set) var lacksNewline = false

    package init(_ text: String) throws(JournalFlaw) {
        var texts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // A whole journal ends with a newline: what stands after the last one may be torn.
        let rest = texts.popLast() ?? ""
        lines = []
        for (index, text) in texts.enumerated() { lines.append(try Self.line(text, number: index + 1)) }
        soundBytes = text.utf8.count - rest.utf8.count
        read(rest)
    }

    private static func line(_ text: String, number: Int) throws(JournalFlaw) -> JournalLine {
        guard let line = try? JournalLine(parsing: text) else { throw .unreadable(line: number) }
        guard line.number == number else { throw .gap(line: number, found: line.number) }
        return line
    }

    /// A line that lacks nothing but its newline counts: it may tell of the commit point.
    private mutating func read(_ rest: String) {
        if rest.isEmpty { return }
        guard let line = try? Self.line(rest, number: lines.count + 1) else {
            tornTail = rest
            return
        }
        lines.append(line)
        soundBytes += rest.utf8.count
        lacksNewline = true
    }

    /// For the operator; `nil` when nothing is wrong.
    package var notice: String? {
        tornTail.map {
            "The journal's last line is torn after \($0.utf8.count) bytes: hactl or its machine died writing it."
                + " The lines before it are whole; the cluster is looked at anyway."
        }
    }
}

/// Why a journal can't be relied on.
package enum JournalFlaw: Error, Hashable, Sendable {
    case unreadable(line: Int)
    case gap(line: Int, found: Int)

    package func refusal(path: String) -> Refusal {
        switch self {
        case .unreadable(let line):
            Refusal("\(path), line \(line): not a line of a journal that this hactl can read", hint: Self.hint)
        case .gap(let line, let found):
            Refusal(
                "\(path), line \(line): it bears the number \(found), so a line is missing or was added",
                hint: Self.hint)
        }
    }

    private static let hint =
        "Look at the cluster (hactl topology) and plan anew from there; a journal that was edited is no ground to act."
}
