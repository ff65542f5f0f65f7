import HactlModel

/// Lines to be changed in a file that is known by its SHA-256.
package struct FileEdit: Equatable, Sendable, Codable {
    package var digest: String
    package var changes: [LineChange]

    package init(digest: String, changes: [LineChange]) {
        self.digest = digest
        self.changes = changes
    }

    /// `nil` where nothing is to be changed.
    ///
    /// - Parameter rewrite: a line as it shall be; `nil` for one that is left alone.
    init?(of file: ProxyFile?, _ rewrite: (String) -> String?) {
        guard let file else { return nil }
        let changes = file.lines.compactMap { line -> LineChange? in
            guard let text = rewrite(line.text), text != line.text else { return nil }
            return LineChange(line.number, from: line.text, to: text)
        }
        if changes.isEmpty { return nil }
        self.init(digest: file.digest, changes: changes)
    }
}

package struct LineChange: Equatable, Sendable, Codable {
    package var number: Int
    package var old: String
    package var new: String

    package init(_ number: Int, from old: String, to new: String) {
        self.number = number
        self.old = old
        self.new = new
    }
}

/// A file that takes another one's place: both known by their SHA-256.
package struct FileSwap: Equatable, Sendable, Codable {
    package var old: String
    package var new: String

    package init(from old: String, to new: String) {
        self.old = old
        self.new = new
    }
}
