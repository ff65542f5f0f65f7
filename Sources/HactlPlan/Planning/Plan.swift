import HactlModel

/// What will be done, as a value: it can be printed, saved, compared, simulated, refused and resumed.
package struct Plan: Equatable, Sendable, Codable {
    /// Names the run: `shop-20261002T141503-7f3a`.
    package var id: String
    /// The hactl that made it.
    package var version: String
    package var cluster: String
    package var playbook: String
    /// What to look the playbook up by again: a name or a file.
    package var playbookSource: String
    package var title: String
    package var premise: Premise
    /// What was found to be the matter with the primary; `nil` where nobody had to ask.
    package var verdict: Verdict?
    package var roles: Roles
    package var stages: [Stage]
    package var evidence: [Evidence]
    /// SHA-256 of the inventory and the playbook it was computed from, in hex.
    package var sources: [String: String]
    package var createdAt: Moment
    package var expiresAt: Moment
    /// Codes of findings that an operator has overruled.
    package var accepted: [String]
    package var budget: Duration
    package var endpoint: VirtualAddress?

    package init(
        id: String, version: String, cluster: String, playbook: String, title: String, roles: Roles, stages: [Stage],
        evidence: [Evidence], sources: [String: String] = [:], createdAt: Moment, expiresAt: Moment,
        accepted: [String] = [], budget: Duration, endpoint: VirtualAddress?, playbookSource: String = "",
        premise: Premise = .livingPrimary, verdict: Verdict? = nil
    ) {
        self.id = id
        self.version = version
        self.cluster = cluster
        self.playbook = playbook
        self.playbookSource = playbookSource
        self.title = title
        self.premise = premise
        self.verdict = verdict
        self.roles = roles
        self.stages = stages
        self.evidence = evidence
        self.sources = sources
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.accepted = accepted
        self.budget = budget
        self.endpoint = endpoint
    }

    package var steps: [any Step] { stages.flatMap { $0.steps.map(\.step) } }

    /// The stage with the first step that can't be undone.
    package func commitStage(in facts: Facts) -> Int? {
        stages.firstIndex { $0.commits(in: facts) }
    }

    /// The primary whose death a plan is about.
    package var mourned: MemberName? { premise == .deadPrimary ? roles.primary : nil }

    /// Whether it makes somebody the primary: then that one's writes are the end of every way back. Where a former primary
    /// rejoins, the primary takes writes all the time.
    package var opensSomebody: Bool { premise == .livingPrimary || premise == .deadPrimary }

    /// Whether it changes nobody's role. Its steps do not hang on each other: what could not be done is owed, and what was
    /// done stays.
    package var isSteady: Bool { premise == .steady }

    package func isSatisfied(in facts: Facts) -> Bool { steps.allSatisfy { $0.status(in: facts).isSatisfied } }
}

/// Steps that are taken at the same moment. The next stage begins when all of them have ended.
package struct Stage: Equatable, Sendable, Codable {
    package var steps: [AnyStep]
    /// Whether writes are frozen meanwhile: stages of the freeze share one budget and one way back.
    package var phase: Phase

    package init(_ steps: [any Step], phase: Phase) {
        self.steps = steps.map(AnyStep.init)
        self.phase = phase
    }

    package enum Phase: String, Sendable, Codable {
        case before, freeze, after
    }

    package func commits(in facts: Facts) -> Bool {
        steps.contains {
            if case .impossible = $0.step.undo(from: facts) { return true }
            return false
        }
    }

    /// Which of its steps may stay undone, when these can't be done: as many of their kind as are needed are left.
    ///
    /// - Parameter failing: places among the steps.
    package func dispensable(among failing: [Int]) -> Set<Int> {
        Set(
            failing.filter { number in
                let step = steps[number].step
                guard let quorum = step.quorum else { return false }
                let alike = steps.indices.filter { steps[$0].step.isAlike(step) }
                return alike.count { !failing.contains($0) } >= quorum
            })
    }
}

extension Step {
    fileprivate func isAlike(_ other: any Step) -> Bool { other is Self && other.quorum != nil && quorum != nil }
}

/// Who is what in a plan. Where nobody changes roles the primary is the candidate, too: it stays what it is.
package struct Roles: Equatable, Sendable, Codable {
    package var primary: MemberName
    package var candidate: MemberName
    /// The other members, sorted.
    package var replicas: [MemberName]
    /// Members that a failover leaves where they are: nobody sees them, or they can't follow.
    package var isolated: [MemberName]
    /// Who has what the candidate lacks, and gives it to it before it is promoted.
    package var feeder: MemberName?
    /// Whose data a rebuild copies. There `primary` is who is rebuilt, for it is who steps aside, and `candidate` is whom it
    /// follows afterwards.
    package var donor: MemberName?

    package init(
        primary: MemberName, candidate: MemberName, replicas: [MemberName], isolated: [MemberName] = [],
        feeder: MemberName? = nil, donor: MemberName? = nil
    ) {
        self.donor = donor
        self.primary = primary
        self.candidate = candidate
        self.replicas = replicas
        self.isolated = isolated
        self.feeder = feeder
    }

    /// Everybody who goes on without the primary.
    package var survivors: [MemberName] { [candidate] + replicas }

    package var all: [MemberName] { (primary == candidate ? [primary] : [primary, candidate]) + replicas }
}
