import HactlModel

/// Loads what a copy needs. It stays loaded: it does nothing by itself, and a rebuild to come finds it.
package struct PrepareCopy: Step {
    package static let kind: StepKind = "prepare-copy"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Load the clone plugin on \(member)" }
    package var probes: [Probe] { [.data(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard facts.instance(member) != nil else { return .blocked(because: blind(member, facts)) }
        guard let data = facts.members[member]?.data else { return .settling(because: "nobody has looked yet") }
        return data.isReady
            ? .satisfied(because: "\(member) has it") : .pending(because: "\(member) has not loaded it")
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .prepareCopy)] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "loaded, it does nothing by itself") }

    package func change(in facts: Facts) -> String { "clone plugin not loaded -> loaded" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let otherwise = [scene.roles.donor, scene.roles.primary].compactMap(\.self)
        // MariaDB has nothing to load. Who is behind a fence is what the others are.
        let flavour = otherwise.lazy.compactMap { scene.facts.instance($0)?.identity.flavour }.first
        let members = try entry.members("on", in: scene, otherwise: otherwise)
        return flavour == .mariadb ? [] : members.map { PrepareCopy(member: $0) }
    }
}
