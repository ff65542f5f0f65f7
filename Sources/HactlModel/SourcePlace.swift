/// A place in a file that a person wrote. Lines and columns count from 1.
package struct SourcePlace: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }

    package var description: String { "\(file):\(line):\(column)" }
}

/// What is wrong in a file that a person wrote, and what to write instead.
package struct Complaint: Error, Hashable, Sendable, CustomStringConvertible {
    package var place: SourcePlace
    /// What was found, in one sentence.
    package var problem: String
    /// What to do about it, in one sentence.
    package var remedy: String

    package init(at place: SourcePlace, _ problem: String, remedy: String) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(place): \(problem)\n  \(remedy)" }
}
