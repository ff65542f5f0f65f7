/// What a check has to say: a stable code, a sentence, and what to do about it.
package struct Finding: Equatable, Sendable, Codable {
    /// `P05`: stable, documented, and what `--accept` takes.
    package var code: String
    package var severity: Severity
    /// Whom it is about; `nil` for the cluster as a whole.
    package var subject: MemberName?
    /// What was found, as a sentence without a full stop.
    package var summary: String
    package var remedy: String
    /// Whether an operator may overrule it with `--accept`.
    package var mayBeAccepted: Bool

    package init(
        _ code: String, _ severity: Severity, on subject: MemberName? = nil, _ summary: String, remedy: String,
        mayBeAccepted: Bool = false
    ) {
        self.code = code
        self.severity = severity
        self.subject = subject
        self.summary = summary
        self.remedy = remedy
        self.mayBeAccepted = mayBeAccepted
    }

    /// The summary, with the member it is about in front unless it names it anyway.
    package var sentence: String {
        guard let subject, !summary.contains(subject.text) else { return summary }
        return "\(subject): \(summary)"
    }

    package enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
        case note, warning, failure

        package static func < (left: Severity, right: Severity) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }
}
