import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

extension Desk {
    /// A former primary that is back, and the one that has its place.
    func proposeReturn(
        _ found: PlaybookShelf.Found, _ options: PlanOptions, in world: LiveWorld
    ) async throws -> Proposal {
        let survey = await Survey(of: cluster, in: world)
        let search = ReturnSearch(in: cluster, seen: survey.facts, wanted: options.to.map { MemberName($0) })
        guard let returned = search.returned, let primary = search.primary else {
            throw refusal(search.findings, survey.facts)
        }
        let roles = Roles(primary: returned, candidate: primary, replicas: [])
        let scene = Scene(
            cluster: cluster, facts: survey.facts, roles: roles, run: RunName.fresh(cluster.name),
            premise: .returnedPrimary, accepted: options.accepted)
        return try proposal(found, survey, scene, accepting: options.accepted, [])
    }
}
