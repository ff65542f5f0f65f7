import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport

/// A cluster as it was seen, and who is primary in it.
struct Survey {
    let facts: Facts
    let observedAt: Moment
    /// How long the look took.
    let took: Duration
    let search: PrimarySearch

    private init(of cluster: Cluster, by look: () async -> Facts) async {
        let start = SystemClock.uptime()
        facts = await look()
        observedAt = SystemClock.now()
        took = SystemClock.uptime() - start
        search = PrimarySearch(in: cluster, seen: facts)
    }

    init(of cluster: Cluster, in world: LiveWorld) async {
        await self.init(of: cluster) { await world.lookAround() }
    }

    /// Where data is to be copied: what everybody keeps is asked for as well.
    init(forCopiesIn cluster: Cluster, in world: LiveWorld) async {
        await self.init(of: cluster) { await world.lookAroundForCopies() }
    }

    /// Where somebody may be dead: the others are asked about whoever is silent.
    init(ofTheDeadOf cluster: Cluster, in world: LiveWorld) async {
        await self.init(of: cluster) { await world.lookForTheDead() }
    }

    /// With who answers at the readers' addresses, for those of a host that can't be asked are known by that; and with the
    /// proxies.
    init(ofReadersOf cluster: Cluster, in world: LiveWorld, asking probes: (Member) -> [Probe]) async {
        let asked = cluster.members.flatMap(probes)
        let addresses = cluster.readers?.addresses ?? []
        let doors = cluster.members.prefix(1).flatMap { first in
            addresses.map { Probe.endpoint($0.endpoint, asMember: first.name) }
        }
        let proxies = cluster.proxies.map { Probe.proxy($0.name) }
        await self.init(of: cluster) {
            async let answers = world.look(at: doors, within: min(Self.doorPatience, cluster.limits.look))
            var facts = Facts()
            facts.absorb(await world.look(at: asked + proxies, within: cluster.limits.look))
            facts.absorb(await answers)
            return facts
        }
    }

    /// Everything, and who answers at the readers' addresses.
    init(forWatchOf cluster: Cluster, in world: LiveWorld) async {
        await self.init(ofReadersOf: cluster, in: world) { [.instance($0.name), .host($0.name)] }
    }

    /// Whoever serves an address answers at once; where nobody does, nobody is waited for.
    private static let doorPatience = Duration.milliseconds(500)
}

/// What a playbook would do to a cluster as it was seen: who becomes what, what speaks against it, and the plan.
struct Proposal {
    let playbook: Playbook
    let survey: Survey
    /// Why this candidate and no other.
    let standings: [Standing]
    let scene: Scene
    let judgement: Judgement
    let plan: Plan
}

extension Desk {
    /// Looks, elects, judges and plans. What makes a plan impossible ends the command; what only speaks against it is in
    /// the judgement.
    func propose(_ playbook: String, _ options: PlanOptions, in world: LiveWorld) async throws -> Proposal {
        let found = try PlaybookShelf(environment: environment).find(playbook)
        switch found.playbook.premise {
        case .livingPrimary: return try await proposeSwitch(found, options, in: world)
        case .deadPrimary: return try await proposeSuccession(found, options, in: world)
        case .returnedPrimary: return try await proposeReturn(found, options, in: world)
        case .steady: return try await proposeOrder(found, options, in: world)
        case .lostReplica: return try await proposeRebuild(found, options, in: world)
        }
    }

    /// The same for a plan that nobody goes on to apply: the connections end with it.
    func proposeAndClose(_ playbook: String, in world: LiveWorld) async throws -> Proposal {
        do {
            let proposal = try await propose(playbook, try PlanOptions.parse([]), in: world)
            await world.close()
            return proposal
        } catch {
            await world.close()
            throw error
        }
    }

    private func proposeSwitch(
        _ found: PlaybookShelf.Found, _ options: PlanOptions, in world: LiveWorld
    ) async throws -> Proposal {
        let survey = await Survey(of: cluster, in: world)
        let election = try elect(options.to, survey)
        let scene = try scene(survey, election)
        return try proposal(found, survey, scene, accepting: options.accepted, election.standings)
    }

    func proposal(
        _ found: PlaybookShelf.Found, _ survey: Survey, _ scene: Scene, accepting codes: [String],
        _ standings: [Standing]
    ) throws -> Proposal {
        let judgement = try judge(found.playbook, scene, accepting: codes)
        let particulars = Planner.Particulars(
            version: Hactl.version, createdAt: survey.observedAt, validFor: .seconds(900),
            sources: sources.merging([found.source: SHA256.hex(of: found.text)]) { first, _ in first },
            accepted: judgement.accepted, playbookSource: found.source)
        do throws(Complaint) {
            let plan = try Planner(in: scene).plan(found.playbook, particulars)
            return Proposal(
                playbook: found.playbook, survey: survey, standings: standings, scene: scene, judgement: judgement,
                plan: plan)
        } catch {
            throw Quit("The playbook can't be planned:\n\(error.description)", hint: "", code: .configuration)
        }
    }

    private func elect(_ wanted: String?, _ survey: Survey) throws -> Election {
        guard let primary = survey.search.primary else { throw refusal(survey.search.findings, survey.facts) }
        if let wanted, MemberName(wanted) == primary {
            throw Quit(
                "\(wanted) is the primary already.", hint: "There is nothing to move.", code: ArgumentParser.ExitCode(0)
            )
        }
        let election = Election(
            in: cluster, seen: survey.facts, primary: primary, wanted: wanted.map { MemberName($0) })
        if election.chosen == nil { throw refusal(election.findings + survey.search.findings, survey.facts) }
        return election
    }

    func refusal(_ findings: [Finding], _ facts: Facts, without dead: MemberName? = nil) -> Quit {
        Quit(RefusalText.preflight(findings), code: .refusal(seeing: facts, without: dead))
    }

    private func scene(_ survey: Survey, _ election: Election) throws -> Scene {
        guard let primary = survey.search.primary, let candidate = election.chosen else {
            throw refusal(survey.search.findings + election.findings, survey.facts)
        }
        let others = cluster.members.map(\.name).filter { $0 != primary && $0 != candidate }.sorted()
        let roles = Roles(primary: primary, candidate: candidate, replicas: others)
        return Scene(cluster: cluster, facts: survey.facts, roles: roles, run: RunName.fresh(cluster.name))
    }

    func judge(_ playbook: Playbook, _ scene: Scene, accepting codes: [String]) throws -> Judgement {
        let judgement = Judgement(try checks(of: playbook), in: scene.judged, accepting: codes)
        guard let unknown = judgement.unknownCodes.first else { return judgement }
        throw Quit(unknown.sentence, hint: "", code: .usage)
    }

    private func checks(of playbook: Playbook) throws -> [any Check] {
        do throws(Complaint) {
            return try CheckCatalog.checks(from: playbook.checks, limits: cluster.limits)
        } catch {
            throw Quit("The playbook's checks can't be read:\n\(error.description)", hint: "", code: .configuration)
        }
    }
}

/// What a run is called: the cluster, the time, and four letters that keep two of one second apart.
enum RunName {
    static func fresh(_ cluster: String) -> String {
        let stamp = SystemClock.now().description.filter { $0.isNumber || $0 == "T" }.prefix(15)
        let tail = (0..<4).map { _ in "0123456789abcdefghjkmnpqrstvwxyz".randomElement() ?? "0" }
        return "\(cluster)-\(stamp)-\(String(tail))"
    }
}
