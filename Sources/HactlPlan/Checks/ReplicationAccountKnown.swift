import HactlModel

/// The old primary will have an account to follow with.
package struct ReplicationAccountKnown: PlainCheck {
    package static let name = "replication-account"
    package static let code = "P29"
    package static let summary =
        "The inventory names the account with which replicas follow: a primary that has never followed anybody has "
        + "none of its own."
    package static let acceptance = Acceptance.never
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        if scene.cluster.replication != nil { return [] }
        return [
            failure(
                "the inventory names no replication account: \(scene.roles.primary) could not follow the new primary",
                remedy: "Write `replication` with user and password to \(scene.cluster.name) in the inventory.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.roles.primary) will follow as \(scene.cluster.replication?.user ?? "nobody")"
    }
}
