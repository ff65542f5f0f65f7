import HactlModel
import HactlPlan

/// What to say under a plan about how to run exactly it.
package enum SavedPlanText {
    package static func saved(_ plan: Plan, to path: String) -> String {
        let span = (plan.expiresAt - plan.createdAt).words
        return "Saved the plan to: \(path) (expires in \(span)). To run exactly this:  hactl apply \(path.asShellWord)"
    }

    /// Without `-o` the next `apply` looks again and may come to another plan.
    package static func notSaved() -> String {
        "Note: the plan was not saved (-o FILE), so hactl can't guarantee to take exactly these steps "
            + "if you run apply now."
    }

    /// The question before `apply` without a saved plan.
    package static func question(_ plan: Plan) -> String {
        """
        Do you want to perform these steps on \(plan.cluster)?
          \(gist(of: plan))
          Only 'yes' will be accepted to approve.

          Enter a value: 
        """
    }

    private static func gist(of plan: Plan) -> String {
        let (primary, candidate) = (plan.roles.primary, plan.roles.candidate)
        return switch plan.premise {
        case .livingPrimary: "\(primary) is closed to writes, \(candidate) is opened."
        case .deadPrimary: "\(primary) is given up, \(candidate) is opened to writes."
        case .returnedPrimary: "\(primary) is closed to writes, and follows \(candidate)."
        case .lostReplica: "All that \(primary) has is dropped, and it follows \(candidate) with new data."
        case .steady: "\(primary) stays the primary."
        }
    }
}
