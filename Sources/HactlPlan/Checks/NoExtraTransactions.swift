import HactlModel

/// A former primary has nothing that the new one lacks.
package struct NoExtraTransactions: PlainCheck {
    package static let name = "no-extra-transactions"
    package static let code = "F06"
    package static let premise = Premise.returnedPrimary
    package static let summary =
        "A former primary that is back has no transaction that the new primary lacks. Such a transaction was acknowledged "
        + "to a client and lost in the failover: as a replica that server would bury it, or stop at it."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.roles.all.filter(scene.names.contains) }

    package func findings(in scene: Scene) -> [Finding] {
        let (old, new) = (scene.roles.primary, scene.roles.candidate)
        guard let strays = scene.facts.strays(on: old, lackedBy: new) else { return [] }
        return [
            failure(
                on: old, "\(old) has \(strays), which \(new) lacks: writes that were lost in the failover",
                remedy:
                    "Keep \(old) closed. Read them from its binlogs (mysqlbinlog), decide what to do with each, and "
                    + "rebuild \(old) from a replica.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.roles.primary) has nothing that \(scene.roles.candidate) lacks"
    }
}
