import HactlModel
import HactlPlan

/// A verdict, and when it was reached.
package struct DatedVerdict: Equatable, Sendable {
    package var verdict: Verdict
    package var at: Moment

    package init(_ verdict: Verdict, at moment: Moment) {
        self.verdict = verdict
        at = moment
    }
}
