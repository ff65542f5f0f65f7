import HactlModel
import HactlPlan
import HactlRun

/// How a run ended: what was found, what it means, what to do next.
package struct OutcomeText: Sendable {
    private let end: RunEnd

    package init(_ end: RunEnd) { self.end = end }

    package func text(_ style: Style = .plain) -> String {
        (end.plan.isUnfenced ? "UNFENCED: \(old) may still take writes, as was accepted.\n" : "") + story(style)
            + (end.loss.map { "\nLoss: \($0)." } ?? "") + (end.stayers.map { "\nStill \($0)." } ?? "")
    }

    private func story(_ style: Style) -> String {
        switch end.outcome {
        case .done: style.paint(complete(""), .green)
        case .doneOwing(let owed): doneOwing(owed, style)
        case .putBack(let reason, let unseen): putBack(reason, unseen, style)
        case .failedForward(let reason, let owed): failedForward(reason, owed).text(style)
        case .stranded(let reason, let left): stranded(reason, left).text(style)
        case .ambiguous(let reason): ambiguous(reason).text(style)
        }
    }

    private var cluster: String { end.plan.cluster }
    private var old: MemberName { end.plan.roles.primary }
    private var new: MemberName { end.plan.roles.candidate }
    private var resume: String { "hactl resume \(end.run)" }
    private var rollback: String { "hactl rollback \(end.run)" }
    private var look: String { "hactl topology --cluster \(cluster)" }

    /// Frozen: wrappers read it.
    private func complete(_ clause: String) -> String {
        if end.plan.isSteady { return "\(end.verb.noun) complete\(clause)! \(cluster) is in order." }
        return "\(end.verb.noun) complete\(clause)! \(new) is the primary of \(cluster)." + measured + rebuilt
    }

    private var rebuilt: String {
        end.plan.roles.donor.map { " \(old) has the data of \($0)." } ?? ""
    }

    private var measured: String {
        guard let outage = end.outage else { return "" }
        let through = end.plan.endpoint.map { " (measured through \($0.address))" } ?? ""
        return " Write outage \(outage.words)\(through)."
    }

    private func doneOwing(_ owed: [String], _ style: Style) -> String {
        let lines =
            [complete(" with \(owed.count.counted("thing")) owed")] + owed.map { "  - \($0)" }
            + ["  HINT: " + (end.plan.isSteady ? "Remove the cause; the next run does what is owed." : forward)]
        return style.paint(lines[0], .yellow) + "\n" + lines.dropFirst().joined(separator: "\n")
    }

    private var forward: String { "Clients write to \(new). To do what is owed:  \(resume)" }

    private func putBack(_ reason: String, _ unseen: [MemberName], _ style: Style) -> String {
        if end.verb == .rollback, end.plan.isSteady {
            return style.paint("Rollback complete! \(cluster) is as it was before.", .green)
        }
        if end.verb == .rollback {
            return style.paint("Rollback complete! \(old) is the primary of \(cluster), as before.", .green)
        }
        if end.plan.premise == .returnedPrimary {
            return Refusal(
                "\(old) did not rejoin: \(reason)", details: ["\(new) is the primary, and \(old) stays closed."],
                hint: "See what it has that \(new) lacks:  hactl check --cluster \(cluster)"
            ).text(style)
        }
        if end.plan.premise == .lostReplica {
            return Refusal(
                "\(old) was not rebuilt: \(reason)", details: ["\(old) has all that it had; \(new) is the primary."],
                hint:
                    "Remove the cause, then plan anew:  hactl plan \(end.plan.playbook) --cluster \(cluster) --to \(old)"
            ).text(style)
        }
        if end.plan.premise == .deadPrimary {
            return Refusal(
                "Nobody took the place of \(old): \(reason)",
                details: ["Everything is as it was before: nobody takes writes."]
                    + unseen.map { "\($0) can't be seen any more; the run had changed nothing on it." },
                hint: "Remove the cause, then plan anew:  hactl plan \(end.plan.playbook) --cluster \(cluster)"
            ).text(style)
        }
        return Refusal(
            "The writer of \(cluster) was not moved: \(reason)",
            details: ["Everything is as it was before: \(old) is the primary and takes writes." + frozen]
                + unseen.map { "\($0) can't be seen any more; the run had changed nothing on it." },
            hint: "Remove the cause, then plan anew:  hactl plan \(end.plan.playbook) --cluster \(cluster) --to \(new)"
        ).text(style)
    }

    private var frozen: String {
        guard let outage = end.outage else { return "" }
        return outage.goesOn
            ? " But nobody has taken writes at its address for \(outage.length.brief)."
            : " Writes were frozen for \(outage.length.brief)."
    }

    private func failedForward(_ reason: String, _ owed: [String]) -> Refusal {
        if end.plan.premise == .lostReplica { return unfinished(reason, owed) }
        return Refusal(
            "\(new) is open to writes, but the switch is not complete: \(reason)",
            details: ["There is no way back: \(new) may have taken writes that \(old) doesn't have." + measured]
                + (owed.isEmpty ? [] : ["Still owed:"] + owed.map { "  - \($0)" }),
            hint: "Remove the cause, then go on:  \(resume)")
    }

    private func unfinished(_ reason: String, _ owed: [String]) -> Refusal {
        Refusal(
            "\(old) is not rebuilt: \(reason)",
            details: [
                "What \(old) had is dropped, or may be; it stays read-only. \(new) is the primary and takes writes."
            ]
                + (owed.isEmpty ? [] : ["Still owed:"] + owed.map { "  - \($0)" }),
            hint: "Remove the cause, then go on:  \(resume)\nor copy from another donor:  "
                + "hactl plan \(end.plan.playbook) --cluster \(cluster) --to \(old) --from NAME")
    }

    private func stranded(_ reason: String, _ left: [String]) -> Refusal {
        Refusal(
            "\(cluster) is not as it should be, and perhaps no server takes writes: \(reason)",
            details: ["Not as it should be:"]
                + left.map { "  - \($0)" },
            hint: "Look first:  \(look)\nThen go on:  \(resume)\nor, if \(new) was not opened:  \(rollback)"
                + "\nor, if \(old) is dead:  hactl apply failover --cluster \(cluster)")
    }

    private func ambiguous(_ reason: String) -> Refusal {
        Refusal(
            "It can't be proven that one server of \(cluster) alone takes writes: \(reason)",
            details: ["Two servers may take writes, and what they take apart can't be put together again."],
            hint: "Look first:  \(look)\nClose all but one to writes by hand (SET GLOBAL read_only = ON), "
                + "then:  \(resume)")
    }
}
