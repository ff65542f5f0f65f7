import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

extension Desk {
    /// What looks suspicious is looked at more closely, for a second at most; a cluster that is well is asked nothing.
    func inquire(into facts: Facts, in world: LiveWorld) async -> Facts {
        var facts = facts
        let end = SystemClock.uptime() + .seconds(1)
        while case let questions = HealthCatalog.questions(about: cluster, seen: facts), !questions.isEmpty {
            facts.absorb(await world.look(at: questions, within: cluster.limits.look))
            if SystemClock.uptime() > end { break }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return facts
    }

    /// What there is to say of a cluster that was looked at.
    ///
    /// - Parameters:
    ///   - facts: the survey's, and what was asked beside.
    ///   - playbook: whose checks are asked.
    ///   - interrupted: runs that nobody finished.
    func examine(
        _ survey: Survey, knowing facts: Facts, for playbook: Playbook, interrupted: [Finding]
    ) throws -> ClusterHealth {
        ClusterHealth(
            of: cluster, seen: facts, primary: survey.search.primary,
            findings: try findings(survey, playbook).map(HealthCatalog.tempered)
                + interrupted
                + HealthCatalog.findings(about: cluster, seen: facts, at: survey.observedAt),
            at: survey.observedAt, took: survey.took)
    }

    private func findings(_ survey: Survey, _ playbook: Playbook) throws -> [Finding] {
        guard let primary = survey.search.supposed else { return survey.search.findings }
        let elected = Election(in: cluster, seen: survey.facts, primary: primary)
        let others = cluster.members.map(\.name).filter { $0 != primary }
        guard let candidate = elected.chosen ?? others.first else { return survey.search.findings }
        let roles = Roles(primary: primary, candidate: candidate, replicas: others.filter { $0 != candidate })
        let scene = Scene(cluster: cluster, facts: survey.facts, roles: roles, run: "")
        return try judge(playbook, scene, accepting: []).findings
    }
}

extension JournalShelf {
    /// The code of a run that nobody finished.
    static let openRun = "R01"

    /// A run that nobody finished: writes may be frozen by it.
    func interrupted(of cluster: String) -> [Finding] {
        guard let (recovery, _) = try? open(nil, of: cluster) else { return [] }
        let id = recovery.plan.id
        return [
            Finding(
                Self.openRun, .failure, "run \(id) was not finished",
                remedy:
                    "Go on with it: hactl resume \(id). Or put it back: hactl rollback \(id). Where neither can be done any more, close it: hactl ack \(id)"
            )
        ]
    }
}
