import HactlReport

/// What became of something that was asked for.
package struct Reply: Sendable, Equatable {
    package var outcome: Outcome
    /// For people: what was done, or why not.
    package var text: String
    /// Where it was not done: what to do next.
    package var hint: String?
    /// The same for programs.
    package var json: JSON?

    package init(_ outcome: Outcome, _ text: String, hint: String? = nil, json: JSON? = nil) {
        self.outcome = outcome
        self.text = text
        self.hint = hint
        self.json = json
    }

    package enum Outcome: String, Sendable, CaseIterable {
        /// Done, or already so.
        case done
        /// It will not be done, however often it is asked for.
        case refused
        /// There is no such cluster, run or playbook.
        case notFound = "not_found"
        /// The watch can't do it now, for something is wrong with it or with what it needs.
        case unwell
        /// Something else is under way: ask again.
        case busy
    }
}
