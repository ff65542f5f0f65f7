import HactlModel
import HactlPlan

/// A verdict with what it rests on, a line each.
package struct VerdictText: Sendable {
    private let verdict: Verdict

    package init(_ verdict: Verdict) { self.verdict = verdict }

    package func lines(_ style: Style = .plain) -> [String] {
        [style.paint("Verdict: \(verdict.sentence)", .bold)] + verdict.evidence.map { "  \($0)" }
    }
}
