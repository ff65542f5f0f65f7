/// What a server keeps, as far as it matters to whoever would copy it.
package struct DataFacts: Equatable, Sendable, Codable {
    /// Where it keeps it.
    package var directory: String
    /// What a copy would bring over, in bytes.
    package var bytes: Int64
    /// Whether the server has what a copy needs: MySQL's clone plugin.
    package var isReady: Bool
    /// Tables of its users that a copy would leave out, as `schema.table`; a few of them where there are many.
    package var uncopied: [String]
    /// What hactl's account lacks for a copy, as `CLONE_ADMIN ON *.* (…)`.
    package var missingPrivileges: [String]

    package init(
        directory: String, bytes: Int64, isReady: Bool = true, uncopied: [String] = [], missingPrivileges: [String] = []
    ) {
        self.directory = directory
        self.bytes = bytes
        self.isReady = isReady
        self.uncopied = uncopied
        self.missingPrivileges = missingPrivileges
    }
}

/// The last copy that was made on a server, or is being made.
package struct CopyFacts: Equatable, Sendable, Codable {
    package var state: State
    /// Tells one copy from another; empty where there was none.
    package var mark: String
    /// When it began, by the server's own clock.
    package var began: Moment?
    /// What it is doing, in the server's words: `FILE COPY`.
    package var stage: String
    /// Bytes that have come, and that are expected; 0 where that is not known yet.
    package var bytes: Int64
    package var expected: Int64
    package var error: String

    package init(
        _ state: State = .none, mark: String = "", began: Moment? = nil, stage: String = "", bytes: Int64 = 0,
        expected: Int64 = 0, error: String = ""
    ) {
        self.state = state
        self.mark = mark
        self.began = began
        self.stage = stage
        self.bytes = bytes
        self.expected = expected
        self.error = error
    }

    package enum State: String, Sendable, Codable, CaseIterable {
        case none, running, done, failed
    }
}
