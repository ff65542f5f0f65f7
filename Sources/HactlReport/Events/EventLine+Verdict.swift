import HactlModel
import HactlPlan

extension EventLine {
    /// - Parameter took: how long looking took.
    package static func verdict(_ verdict: Verdict, took: Duration, at moment: Moment) -> EventLine {
        EventLine(
            "verdict", at: moment, verdict.sentence,
            [
                "verdict": .text(verdict.kind.rawValue), "primary": .text(verdict.primary.text),
                "proves_death": .flag(verdict.kind.provesDeath), "reason": .text(verdict.reason),
                "evidence": .list(verdict.evidence.map(JSON.text)), "took_ms": .number(took.milliseconds),
            ])
    }
}
