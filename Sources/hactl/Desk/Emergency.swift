import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport

/// A cluster whose primary is in doubt, as it was seen.
struct Emergency {
    let survey: Survey
    let search: EmergencySearch
    /// `nil` where it can't be told whom to judge.
    let verdict: Verdict?

    /// - Parameter known: the primary as it was known before, for whoever sees nobody now.
    init(of cluster: Cluster, in world: LiveWorld, knowing known: MemberName? = nil) async {
        survey = await Survey(ofTheDeadOf: cluster, in: world)
        search = EmergencySearch(in: cluster, seen: survey.facts)
        verdict = (search.primary ?? known).map { [facts = survey.facts] in Verdict(of: $0, in: cluster, seen: facts) }
    }
}

extension Desk {
    /// Looks for the dead, judges, elects and plans. A primary that lives, or of which nothing is known, ends the command.
    func proposeSuccession(
        _ found: PlaybookShelf.Found, _ options: PlanOptions, in world: LiveWorld
    ) async throws -> Proposal {
        let emergency = await Emergency(of: cluster, in: world)
        let survey = emergency.survey
        guard let primary = emergency.search.primary, let verdict = emergency.verdict else {
            throw undecided(emergency)
        }
        if verdict.kind == .unknown || verdict.kind == .observerIsolated { throw undecided(emergency) }
        let succession = Succession(
            in: cluster, seen: survey.facts, primary: primary,
            wanted: options.to.map { MemberName($0) }, heir: emergency.search.successor)
        let accepted = options.accepted
        guard let candidate = succession.chosen else {
            // Of a primary that lives that is said first.
            let stand = Scene(
                cluster: cluster, facts: survey.facts,
                roles: Roles(primary: primary, candidate: primary, replicas: []), run: "", premise: .deadPrimary)
            throw refusal(PrimaryDead().findings(in: stand) + succession.findings, survey.facts, without: primary)
        }
        let roles = Roles(
            primary: primary, candidate: candidate, replicas: succession.followers, isolated: succession.isolated,
            feeder: succession.feeder)
        let scene = Scene(
            cluster: cluster, facts: survey.facts, roles: roles, run: RunName.fresh(cluster.name),
            premise: .deadPrimary,
            accepted: accepted)
        return try proposal(found, survey, scene, accepting: accepted, succession.standings)
    }

    /// Nobody may act upon what proves nothing.
    func undecided(_ emergency: Emergency) -> Quit {
        let sentences =
            emergency.verdict.map { [$0.sentence] + $0.evidence } ?? emergency.search.findings.map(\.sentence)
        return Quit(
            Refusal(
                "Whether the primary of \(cluster.name) is dead can't be told; nothing was changed.",
                details: sentences,
                hint: emergency.search.findings.first?.remedy ?? "Find out by hand, from a machine that reaches more."),
            code: .undecided)
    }
}
