import HactlModel

/// Whatever somebody still needs is still in the binlog of the one who is to give it.
package struct TransactionsAvailable: PlainCheck {
    package static let name = "transactions-available"
    package static let code = "P09"
    package static let summary =
        "The primary still has in its binlog what replicas lack, and so has the candidate for those who will follow "
        + "it. A replica that asks for purged transactions stops with error 1236."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        let now = scene.replicas.compactMap { judge($0, of: scene.roles.primary, scene) }
        return now + scene.followers.compactMap { judge($0, of: scene.roles.candidate, scene) } + untold(in: scene)
    }

    private func judge(_ member: SeenMember, of source: MemberName, _ scene: Scene) -> Finding? {
        guard let purged = scene.facts.instance(source)?.transactions.purged,
            case .no(let missing) = member.instance.transactions.executed.contains(purged)
        else { return nil }
        return failure(
            on: member.name,
            "\(member.name) lacks \(missing), which \(source) has purged: it can't get them by following \(source)",
            remedy: source == scene.roles.primary
                ? "Rebuild \(member.name) from a backup or a clone."
                : "Choose a candidate that still has them, or wait until \(member.name) has them.")
    }

    /// MariaDB does not say what it has purged.
    private func untold(in scene: Scene) -> [Finding] {
        let silent = [scene.roles.primary, scene.roles.candidate].filter { name in
            guard let instance = scene.facts.instance(name) else { return false }
            return instance.identity.flavour == .mysql && instance.transactions.purged == nil && !instance.countsByPlace
        }
        return silent.map {
            failure(
                on: $0, "\($0) does not say which transactions it has purged: whether others can follow it is unknown",
                remedy: "Let hactl's account read @@GLOBAL.gtid_purged on \($0).")
        }
    }

    package func passed(in scene: Scene) -> String {
        let silent = scene.candidate?.identity.flavour == .mariadb
        return silent
            ? "MariaDB does not say what it has purged; a replica that lacks something says so itself"
            : "\(scene.roles.primary) and \(scene.roles.candidate) still have whatever others lack"
    }
}
