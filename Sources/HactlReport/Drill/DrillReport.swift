import HactlModel
import HactlRun

/// A drill: the writer moved away, held there, and moved back. What came of it, and how that ends the command.
package struct DrillReport: Sendable {
    package let cluster: String
    /// Who was primary before, and who for a while.
    package let home: MemberName
    package let guest: MemberName
    /// The longest write outage that each way may take.
    package let gate: DrillGate
    package let there: DrillLeg
    package let hold: DrillHold
    package let back: Back

    /// The way back.
    package enum Back: Sendable {
        case made(DrillLeg)
        /// It was not tried: why, in sentences.
        case refused([String])
    }

    package init(
        of cluster: String, from home: MemberName, to guest: MemberName, gate: DrillGate, there: DrillLeg,
        hold: DrillHold, back: Back
    ) {
        self.cluster = cluster
        self.home = home
        self.guest = guest
        self.gate = gate
        self.there = there
        self.hold = hold
        self.back = back
    }

    /// Whether the writer is where it was before.
    package var isHome: Bool {
        guard case .made(let leg) = back else { return false }
        return switch leg.outcome {
        case .done, .doneOwing, .failedForward: true
        case .putBack, .stranded, .ambiguous: false
        }
    }

    /// What did not go as it should, as sentences without full stops; empty for a drill that passed.
    package var remarks: [String] {
        gate.remarks(of: there, named: "\(home) -> \(guest)") + hold.remarks + remarksOfTheWayBack
    }

    private var remarksOfTheWayBack: [String] {
        switch back {
        case .refused(let reasons): ["the writer was not led back"] + reasons
        case .made(let leg):
            gate.remarks(of: leg, named: "\(guest) -> \(home)") + (leg.outcome.isEndOfPlan ? [] : [leg.outcome.words])
        }
    }

    /// As `ExitCodes` has it: 0 passed; 10 home again, and something is to be said; 11 the writer is still at the guest, or more is owed; 12
    /// and 13 are the way back's own.
    package var exitCode: Int32 {
        guard case .made(let leg) = back else { return Self.away }
        switch leg.outcome {
        case .stranded, .ambiguous: return leg.outcome.exitCode
        case .putBack, .failedForward: return Self.away
        case .done, .doneOwing: return remarks.isEmpty ? 0 : Self.remarkable
        }
    }

    private static let remarkable: Int32 = 10
    private static let away: Int32 = 11
}
