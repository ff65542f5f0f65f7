/// Why a file is not run as a plan.
package enum PlanFileFlaw: Error, Hashable, Sendable {
    case notAPlan
    case otherFormat(Int)
    case otherVersion(String, reader: String)
    /// The digest is of another plan.
    case edited

    package func refusal(path: String) -> Refusal {
        switch self {
        case .notAPlan:
            Refusal(
                "\(path) is not a plan that hactl saved",
                hint: "Save one:  hactl plan switchover --cluster CLUSTER --to MEMBER -o \(path)")
        case .otherFormat(let format):
            Refusal(
                "\(path) is a plan in format \(format), and this hactl reads format \(PlanFile.format)",
                hint: "Plan anew with this hactl, or apply it with the one that saved it.")
        case .otherVersion(let version, let reader):
            Refusal(
                "\(path) was made by hactl \(version), and this is hactl \(reader)",
                hint: "Plan anew with this hactl, or apply it with hactl \(version).")
        case .edited:
            Refusal(
                "\(path) was changed after it was saved: its digest is of another plan",
                hint: "A plan can't be edited. Change the inventory or the playbook, and plan anew.")
        }
    }
}
