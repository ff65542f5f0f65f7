import HactlPlan

/// What a step does, as the sign in front of its line.
package enum StepSign: String, Sendable, CaseIterable {
    case change = "~"
    case add = "+"
    case remove = "-"
    /// Looks or waits.
    case look = "="

    package static func of(_ step: any Step) -> StepSign {
        switch step {
        case is RouteWrites, is AdmitHolder, is RouteReads, is WriteMarker: .add
        case is EndSessions, is EndRoutes, is DrainReads, is ReleaseWrites, is BarHolder, is ForgetSource: .remove
        case is Sync, is CatchUp, is Verify, is DefendAddress, is TryLogin, is TellLoss, is TellStayers: .look
        default: .change
        }
    }

    var meaning: String {
        switch self {
        case .change: "change"
        case .add: "add"
        case .remove: "remove"
        case .look: "look or wait"
        }
    }

    var colour: Colour {
        switch self {
        case .change: .yellow
        case .add: .green
        case .remove: .red
        case .look: .dim
        }
    }
}
