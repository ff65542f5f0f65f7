import HactlModel

/// No replica has transactions that the primary never had.
package struct NoErrantTransactions: PlainCheck {
    package static let name = "no-errant-transactions"
    package static let code = "P08"
    package static let summary =
        "No replica has transactions that the primary lacks. On the candidate they would become everybody's, or break "
        + "the others once they are purged."
    package static let acceptance = Acceptance.partly

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        guard let primary = scene.primary else { return [] }
        if scene.countsByPlace { return [silent(scene)] }
        return scene.replicas.compactMap { judge($0, primary, scene) }
    }

    private func judge(_ replica: SeenMember, _ primary: InstanceFacts, _ scene: Scene) -> Finding? {
        switch ErrantTransactions(of: replica.instance, to: primary, in: scene) {
        case .none: nil
        case .found(let text, let origin): errant(replica.name, text, origin, scene)
        case .foreign(let text): foreign(replica.name, text, scene)
        case .untold(let reason): untold(replica.name, reason)
        }
    }

    private func silent(_ scene: Scene) -> Finding {
        warning(
            "without GTIDs nobody can tell whether replicas have transactions that \(scene.roles.primary) lacks",
            remedy: "Keep super_read_only ON on every replica, and compare the data (pt-table-checksum).")
    }

    private func errant(_ name: MemberName, _ text: String, _ origin: String, _ scene: Scene) -> Finding {
        let summary = "\(name) has transactions that \(scene.roles.primary) never had: \(text), written on \(origin)"
        let remedy =
            "See what they did (mysqlbinlog on \(name)). Either repeat it on \(scene.roles.primary) and rebuild "
            + "\(name) from it, or choose another candidate."
        return name == scene.roles.candidate
            ? failure(on: name, "\(summary): promoted, it would spread them", remedy: remedy)
            : objection(on: name, "\(summary): it may stop when it follows the new primary", remedy: remedy)
    }

    private func foreign(_ name: MemberName, _ text: String, _ scene: Scene) -> Finding {
        warning(
            on: name,
            "\(name) remembers \(text) of a server that is no member, and \(scene.roles.primary) does not",
            remedy: "If \(scene.roles.primary) was built from a backup without its binlog state, this is old history; "
                + "otherwise compare the data.")
    }

    private func untold(_ name: MemberName, _ reason: String) -> Finding {
        failure(
            on: name, "whether \(name) has errant transactions can't be told: \(reason)",
            remedy: "Let hactl see GTIDs on every member; without them nothing is proven.")
    }

    package func passed(in scene: Scene) -> String {
        scene.countsByPlace
            ? "without GTIDs nothing tells"
            : "\(scene.replicaNames.listed()) have nothing that \(scene.roles.primary) lacks"
    }
}
