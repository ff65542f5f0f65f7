import HactlModel
import HactlRun

/// How long an outage may be.
package struct DrillGate: Sendable {
    package let limit: Duration
    /// Whether a person asked for it: then an outage that was not measured does not pass.
    package let isAsked: Bool

    package init(_ limit: Duration, isAsked: Bool) {
        self.limit = limit
        self.isAsked = isAsked
    }

    func remarks(of leg: DrillLeg, named way: String) -> [String] {
        var remarks: [String] = []
        if let outage = leg.outage {
            if outage.length > limit || outage.goesOn {
                remarks.append("\(way): the write outage was \(outage.words), more than \(limit.words)")
            }
        } else if isAsked, leg.outcome.isEndOfPlan {
            remarks.append(
                "\(way): the write outage was not measured, for the inventory has no address to measure it at")
        }
        if case .doneOwing(let owed) = leg.outcome { remarks += owed.map { "\(way): owed: \($0)" } }
        return remarks
    }
}
