import HactlModel
import HactlPlan
import HactlRun

/// A plan that nothing speaks against, and the scene that it was made for.
struct SimulatedProposal: Sendable {
    let plan: Plan
    let scene: Scene
}

/// Why there is no plan, as sentences.
struct SimulatedRefusal: Error {
    let reasons: [String]
}

extension SimulatedDesk {
    func propose(_ premise: Premise, to member: MemberName?) async -> Result<SimulatedProposal, SimulatedRefusal> {
        let facts = await look(for: premise)
        let run = await site.freshRun()
        return Result { () throws(SimulatedRefusal) in
            let roles = try roles(premise, in: facts, to: member)
            let scene = Scene(
                cluster: cluster, facts: facts, roles: roles, run: run, premise: premise, accepted: consent.accepted,
                observedAt: site.moment)
            return SimulatedProposal(plan: try plan(for: scene), scene: scene)
        }
    }

    private func look(for premise: Premise) async -> Facts {
        switch premise {
        case .deadPrimary: await lookForTheDead()
        case .lostReplica: await lookAround(forCopies: true)
        case .livingPrimary, .returnedPrimary, .steady: await lookAround(forCopies: false)
        }
    }

    private func roles(
        _ premise: Premise, in facts: Facts, to member: MemberName?
    ) throws(SimulatedRefusal) -> Roles {
        switch premise {
        case .deadPrimary: return try succession(in: facts)
        case .lostReplica:
            guard let member else { throw SimulatedRefusal(reasons: ["nobody was named"]) }
            let search = RebuildSearch(in: cluster, seen: facts, recipient: member)
            guard let roles = search.roles else { return try refuse(search.findings) }
            return roles
        case .returnedPrimary:
            let search = ReturnSearch(in: cluster, seen: facts, wanted: member)
            guard let returned = search.returned, let primary = search.primary else {
                return try refuse(search.findings)
            }
            return Roles(primary: returned, candidate: primary, replicas: [])
        case .livingPrimary, .steady: throw SimulatedRefusal(reasons: ["nobody does that here"])
        }
    }

    private func succession(in facts: Facts) throws(SimulatedRefusal) -> Roles {
        let search = EmergencySearch(in: cluster, seen: facts)
        guard let primary = search.primary else { return try refuse(search.findings) }
        let verdict = Verdict(of: primary, in: cluster, seen: facts)
        if verdict.kind == .unknown || verdict.kind == .observerIsolated {
            throw SimulatedRefusal(reasons: [verdict.sentence])
        }
        let succession = Succession(in: cluster, seen: facts, primary: primary, heir: search.successor)
        guard let candidate = succession.chosen else { return try refuse(succession.findings) }
        return Roles(
            primary: primary, candidate: candidate, replicas: succession.followers, isolated: succession.isolated,
            feeder: succession.feeder)
    }

    private func plan(for scene: Scene) throws(SimulatedRefusal) -> Plan {
        guard let playbook = playbooks[scene.premise] else {
            throw SimulatedRefusal(reasons: ["there is no playbook for \(scene.premise)"])
        }
        let judgement = try judgement(by: playbook, of: scene)
        if !judgement.mayProceed { return try refuse(judgement.refusals) }
        do throws(Complaint) {
            return try Planner(in: scene).plan(
                playbook,
                .init(
                    version: "simulated", createdAt: site.moment, validFor: .seconds(900),
                    accepted: judgement.accepted))
        } catch {
            throw SimulatedRefusal(reasons: [error.description])
        }
    }

    private func judgement(by playbook: Playbook, of scene: Scene) throws(SimulatedRefusal) -> Judgement {
        do throws(Complaint) {
            let checks = try CheckCatalog.checks(from: playbook.checks, limits: cluster.limits)
            return Judgement(checks, in: scene.judged, accepting: consent.accepted)
        } catch {
            throw SimulatedRefusal(reasons: [error.description])
        }
    }

    private func refuse<Answer>(_ findings: [Finding]) throws(SimulatedRefusal) -> Answer {
        throw SimulatedRefusal(reasons: findings.map { "\($0.code) \($0.sentence)" })
    }

    // MARK: Looking

    func lookAround(forCopies: Bool) async -> Facts {
        var facts = Facts()
        let probes = site.names.flatMap { [Probe.instance($0), .host($0)] }
        facts.absorb(await world.look(at: probes, within: cluster.limits.look))
        guard forCopies else { return facts }
        let seen = site.names.filter { facts.instance($0) != nil }
        facts.absorb(await world.look(at: seen.flatMap { [.data($0), .copy($0)] }, within: cluster.limits.look))
        return facts
    }

    /// Everybody, and then the hosts that answer knock at whoever was not seen.
    func lookForTheDead() async -> Facts {
        var facts = Facts()
        let probes = site.names.flatMap { [Probe.instance($0), .hostInHaste($0)] }
        facts.absorb(await world.look(at: probes, within: Self.silence))
        let silent = site.names.filter { facts.instance($0) == nil }
        let witnesses = site.names.filter { facts.host($0) != nil }
        let knocks = silent.flatMap { goal in
            witnesses.filter { $0 != goal }.map { Probe.way(to: goal, from: $0) }
        }
        if !knocks.isEmpty { facts.absorb(await world.look(at: knocks, within: Self.silence)) }
        return facts
    }

    /// How long whoever is silent is waited for where somebody may be dead.
    private static let silence = Duration.milliseconds(1_100)
}
