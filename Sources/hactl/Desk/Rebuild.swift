import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

extension Desk {
    /// A member that is to be made anew, named by a person: nobody else says whose data is thrown away.
    func proposeRebuild(
        _ found: PlaybookShelf.Found, _ options: PlanOptions, in world: LiveWorld
    ) async throws -> Proposal {
        guard let recipient = options.to.map({ MemberName($0) }) else {
            throw Quit(
                "A rebuild throws away all that a member has, and nobody said of which.", hint: "Name it: --to db1",
                code: .usage)
        }
        let survey = await Survey(forCopiesIn: cluster, in: world)
        let search = RebuildSearch(
            in: cluster, seen: survey.facts, recipient: recipient, wanted: options.from.map { MemberName($0) })
        guard let roles = search.roles else { throw refusal(search.findings, survey.facts) }
        let scene = Scene(
            cluster: cluster, facts: survey.facts, roles: roles, run: RunName.fresh(cluster.name),
            premise: .lostReplica, accepted: options.accepted, observedAt: survey.observedAt)
        return try proposal(found, survey, scene, accepting: options.accepted, search.standings)
    }
}
