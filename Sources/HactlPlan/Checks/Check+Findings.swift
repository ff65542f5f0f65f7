import HactlModel

/// Findings under the check's own code. The summary says what was found and what it means, the remedy what to do next.
extension Check {
    func failure(on name: MemberName? = nil, _ summary: String, remedy: String) -> Finding {
        Finding(Self.code, .failure, on: name, summary, remedy: remedy)
    }

    /// A failure that an operator may sensibly overrule.
    func objection(on name: MemberName? = nil, _ summary: String, remedy: String) -> Finding {
        Finding(Self.code, .failure, on: name, summary, remedy: remedy, mayBeAccepted: true)
    }

    func warning(on name: MemberName? = nil, _ summary: String, remedy: String) -> Finding {
        Finding(Self.code, .warning, on: name, summary, remedy: remedy)
    }

    func note(on name: MemberName? = nil, _ summary: String, remedy: String) -> Finding {
        Finding(Self.code, .note, on: name, summary, remedy: remedy)
    }
}
