import HactlModel

/// Puts a donor's data in the place of all that a member has: the commit point of a rebuild, for what was there is dropped
/// first. The servers copy by themselves; the step looks how far they are, and a run that comes later finds it going on.
package struct CopyData: Step {
    package static let kind: StepKind = "copy-data"
    package let member: MemberName
    package let donor: MemberName
    package let donorAddress: InstanceAddress
    /// MiB a second.
    package let rate: Int
    package let limit: Duration
    /// What the donor had when the plan was made, in bytes; 0 where nobody asked.
    package let expected: Int64
    package let run: String
    /// The last copy before this one; `nil` where the member could not be asked.
    package let former: String?
    /// The plan is of this moment, by the member's own clock: where nobody could ask, what began later is this copy.
    package let since: Moment?

    package var subject: MemberName? { member }
    package var title: String { "Put the data of \(donor) in the place of all that \(member) has" }
    package var probes: [Probe] { [.writability(member), .copy(member), .daemon(member), .writability(donor)] }
    package var preliminaries: [Probe] { [.instance(member), .instance(donor), .copy(member)] }
    package var patience: Duration? { limit }
    package var pace: Duration { .seconds(2) }
    /// A restart, with the recovery of what was copied; a person who has to start it may come later, and resume.
    package var silence: Duration? { .seconds(600) }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return unseen(in: facts) }
        guard let copy = facts.members[member]?.copy else { return .settling(because: "nobody has looked yet") }
        switch mine(copy) {
        case .running: return .settling(because: words(copy) + silence(in: facts))
        case .done: return .satisfied(because: "\(member) has the data of \(donor)")
        case .failed: return .pending(because: "the copy failed (\(copy.error))")
        case .none: break
        }
        if instance.writability.isWritable { return .blocked(because: "\(member) takes writes") }
        if facts.instance(donor) == nil { return .blocked(because: blind(donor, facts)) }
        return .pending(because: "\(member) has its own data")
    }

    /// "The recipient waits … for five minutes" for a donor that it lost (clone_donor_timeout_after_network_failure).
    private func silence(in facts: Facts) -> String {
        facts.instance(donor) == nil ? "; \(donor) does not answer, and a copy waits minutes for its donor" : ""
    }

    /// Nobody but the copy itself ends the server, and whoever watches over it starts it anew.
    private func unseen(in facts: Facts) -> StepStatus {
        // A run that goes on may come just when the server restarts.
        guard let copy = facts.members[member]?.copy else { return .settling(because: blind(member, facts)) }
        guard mine(copy) == .running || mine(copy) == .done else { return .blocked(because: blind(member, facts)) }
        let isGone = facts.host(member)?.daemon.processes.isEmpty == true
        return .settling(
            because: isGone
                ? "the server of \(member) has ended with its new data; where nothing starts it by itself, start it"
                : "\(member) restarts with its new data")
    }

    private func mine(_ copy: CopyFacts) -> CopyFacts.State {
        if let former { return copy.mark == former ? .none : copy.state }
        guard let began = copy.began, let since else { return .none }
        return began > since ? copy.state : .none
    }

    package func progress(in facts: Facts) -> StepProgress? {
        guard let copy = facts.members[member]?.copy, mine(copy) == .running else { return nil }
        return StepProgress(stage: copy.stage, bytes: copy.bytes, expected: whole(copy))
    }

    private func whole(_ copy: CopyFacts) -> Int64 { copy.expected > 0 ? copy.expected : expected }

    private func words(_ copy: CopyFacts) -> String {
        let stage = copy.stage.isEmpty ? "" : " (\(copy.stage.lowercased()))"
        let whole = whole(copy)
        guard whole > 0, copy.bytes > 0 else { return "the copy goes on\(stage)" }
        let percent = min(copy.bytes * 100 / whole, 100)
        return "copied \(percent) %, \(copy.bytes.bytesInWords) of \(whole.bytesInWords)\(stage)"
    }

    /// MySQL copies by itself; MariaDB's host does it.
    package func actions(in facts: Facts) -> [Action] {
        let order = CopyOrder(donor: donor, address: donorAddress, rate: rate, mark: run)
        return facts.instance(member)?.identity.flavour == .mariadb
            ? [.host(member, .copyData(order))] : [.sql(member, .copyData(order))]
    }

    package func undo(from before: Facts) -> Undo {
        .impossible(because: "what \(member) had is dropped before anything comes")
    }

    package func change(in facts: Facts) -> String {
        let size = facts.members[donor]?.data.map { $0.bytes.bytesInWords } ?? "data"
        return "\(size) from \(donorAddress), at most \(rate) MiB/s"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "from", "at-most", "within"])
        let donor = try entry.member("from", in: scene, otherwise: scene.roles.donor ?? scene.roles.candidate)
        let rate = try entry.number("at-most", in: 1...1_000_000, otherwise: 100)
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(12 * 3600))
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary]).filter { $0 != donor }.map {
            CopyData(
                member: $0, donor: donor, donorAddress: scene.address(of: donor), rate: rate, limit: limit,
                expected: scene.facts.members[donor]?.data?.bytes ?? 0, run: scene.run,
                former: scene.facts.members[$0]?.copy?.mark, since: scene.ownTime(of: $0))
        }
    }
}

extension Scene {
    /// When the cluster was seen, by a member's clock.
    fileprivate func ownTime(of name: MemberName) -> Moment? {
        observedAt.map { $0 + (facts.host(name)?.clockOffset ?? .zero) }
    }
}
