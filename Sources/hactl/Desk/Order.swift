import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport

/// A look that found nothing that could be done.
struct Calm {
    var words: String
    /// What should be done and can't be: no lock is held for it, each minute anew.
    var owed: [String]
}

extension Desk {
    /// Whoever is primary stays it; what follows from who is well is put in order.
    func proposeOrder(
        _ found: PlaybookShelf.Found, _ options: PlanOptions, in world: LiveWorld
    ) async throws -> Proposal {
        let survey = await Survey(ofReadersOf: cluster, in: world) { [.instance($0.name), .host($0.name)] }
        let scene = try steadyScene(survey, accepting: options.accepted)
        return try proposal(found, survey, scene, accepting: options.accepted, scene.readerStandings)
    }

    /// What to say where nothing has to be done; `nil` where there is something, or perhaps is. It asks the servers alone, the
    /// one at each address among them, and the proxies: that takes a fraction of what it takes to log in on every host.
    func calm(for playbook: String, in world: LiveWorld) async throws -> Calm? {
        guard try PlaybookShelf(environment: environment).find(playbook).playbook.onlyLeadsClients else { return nil }
        if cluster.readers == nil, cluster.proxies.isEmpty {
            return Calm(words: "Nothing to do: \(cluster.name) has no addresses for readers, and no proxies.", owed: [])
        }
        let survey = await Survey(ofReadersOf: cluster, in: world) { [.instance($0.name)] }
        return try calm(seeing: survey)
    }

    /// The same of a cluster that was looked at.
    func calm(seeing survey: Survey) throws -> Calm? {
        guard let scene = try? steadyScene(survey, accepting: []) else { return nil }
        try note(scene)
        guard scene.areReadersInPlace, scene.areWritesLed else { return nil }
        return Calm(words: OrderText(of: scene).nothingToDo, owed: scene.unledProxies)
    }

    /// Who is ill is noted whenever somebody has looked, also where nothing has to be done about it.
    private func note(_ scene: Scene) throws {
        guard let ill = scene.readerHealth?.ill, !ill.isEmpty else { return }
        let obstacle = runs.prepare() ?? IllnessBook(of: cluster.name, in: runs).note(ill, at: SystemClock.now())
        guard let obstacle else { return }
        throw Quit(
            "Who is ill can't be noted: \(obstacle).", hint: "Nothing was changed. Name another folder with --state.",
            code: .configuration)
    }

    private func steadyScene(_ survey: Survey, accepting codes: [String]) throws -> Scene {
        let emergency = EmergencySearch(in: cluster, seen: survey.facts)
        guard let primary = survey.search.primary ?? emergency.primary else {
            throw refusal(survey.search.findings, survey.facts)
        }
        let others = cluster.members.map(\.name).filter { $0 != primary }.sorted()
        return Scene(
            cluster: cluster, facts: survey.facts,
            roles: Roles(primary: primary, candidate: primary, replicas: others), run: RunName.fresh(cluster.name),
            premise: .steady, accepted: codes,
            lastIll: IllnessBook(of: cluster.name, in: runs).read(at: SystemClock.now()))
    }
}
