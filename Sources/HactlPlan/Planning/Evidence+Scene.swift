import HactlModel

extension Evidence {
    /// What a switch rests on: who everybody is, who follows whom, who takes writes, who holds the address, and that
    /// nothing that was there has gone. A failover rests on its verdict as well, and on nothing else of the dead.
    static func of(_ scene: Scene) -> [Evidence] {
        let seen = scene.roles.all.filter { scene.facts.instance($0) != nil || scene.premise == .livingPrimary }
        return seen.flatMap { ofMember($0, scene) } + lags(scene) + holders(scene) + routes(scene) + verdicts(scene)
    }

    private static func ofMember(_ name: MemberName, _ scene: Scene) -> [Evidence] {
        [Subject.identity(name), .version(name), .writable(name), .source(name)].map {
            Evidence($0, .equals($0.text(in: scene.facts)))
        } + contained(name, scene.facts)
    }

    private static func contained(_ name: MemberName, _ facts: Facts) -> [Evidence] {
        facts.instance(name).map { [Evidence(.executed(name), .contains($0.transactions.executed))] } ?? []
    }

    /// A replica whose source is gone knows no lag.
    private static func lags(_ scene: Scene) -> [Evidence] {
        guard scene.premise == .livingPrimary else { return [] }
        return [Evidence(.lag(scene.roles.candidate), .atMost(Int(scene.cluster.limits.lag.inSeconds)))]
    }

    private static func holders(_ scene: Scene) -> [Evidence] {
        let readers = scene.premise == .steady ? scene.cluster.readers?.addresses ?? [] : []
        return ([scene.cluster.writer].compactMap(\.self) + readers).map { address in
            let subject = Subject.holders(address.address)
            return Evidence(subject, .equals(subject.text(in: scene.facts)))
        }
    }

    private static func routes(_ scene: Scene) -> [Evidence] {
        guard scene.premise == .livingPrimary || scene.premise == .deadPrimary else { return [] }
        return scene.cluster.proxies.map { proxy in
            let subject = Subject.route(proxy.name)
            return Evidence(subject, .equals(subject.text(in: scene.facts)))
        }
    }

    private static func verdicts(_ scene: Scene) -> [Evidence] {
        scene.verdict.map { [Evidence(.verdict($0.primary), .verdict($0.kind))] } ?? []
    }
}

extension Scene {
    /// What is the matter with the primary; `nil` where the playbook is for one that lives.
    package var verdict: Verdict? {
        premise == .deadPrimary ? Verdict(of: roles.primary, in: cluster, seen: facts) : nil
    }
}
