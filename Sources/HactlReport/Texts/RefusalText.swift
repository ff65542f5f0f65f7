import HactlModel

/// The refusals that several commands share.
package enum RefusalText {
    /// The checks found something that forbids to go on.
    package static func preflight(_ findings: [Finding], accepted: [String] = []) -> Refusal {
        let left = findings.filter {
            $0.severity == .failure && !($0.mayBeAccepted && accepted.contains($0.code))
        }
        let mayAccept = left.filter(\.mayBeAccepted).map { "--accept \($0.code)" }
        let canAll = mayAccept.count == left.count && !left.isEmpty
        return Refusal(
            "\(left.count.counted("check")) failed; nothing was changed",
            details: left.flatMap { ["\($0.code) \($0.sentence)", "    \($0.remedy)"] },
            hint: canAll
                ? "Remove the causes, or if you know better: \(Set(mayAccept).sorted().joined(separator: " "))"
                : "Remove the causes and plan again.")
    }

    /// A plan that can go wrong in memory is not offered.
    package static func rehearsal(_ objections: [String]) -> Refusal {
        Refusal(
            "The plan was rehearsed with a loss at every action and did not hold; nothing was changed",
            details: objections.map { "- \($0)" },
            hint: "Change the playbook so that every step before `open` can be put back:  hactl validate PLAYBOOK")
    }

    /// What is wrong in files that people wrote, all at once.
    package static func complaints(_ complaints: [Complaint], in what: String) -> Refusal {
        Refusal(
            "The \(what) can't be used: \(complaints.count.counted("mistake"))",
            details: complaints.sorted { $0.place < $1.place }.flatMap {
                $0.description.split(separator: "\n").map(String.init)
            })
    }
}
