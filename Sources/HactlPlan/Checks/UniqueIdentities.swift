import HactlModel

/// No two members share an id.
package struct UniqueIdentities: PlainCheck {
    package static let name = "unique-identities"
    package static let code = "P12"
    package static let summary =
        "No two members share a server_id or a server_uuid: a replica drops events that carry its own id as its own."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] { zeros(in: scene) + shared(in: scene) }

    private func zeros(in scene: Scene) -> [Finding] {
        scene.members.filter { $0.instance.identity.serverID == 0 }.map {
            failure(
                on: $0.name, "\($0.name) has server_id 0: it can neither be followed nor follow",
                remedy: "Give \($0.name) a server_id of its own.")
        }
    }

    private func shared(in scene: Scene) -> [Finding] {
        let ids = Dictionary(grouping: scene.members) { "server_id \($0.instance.identity.serverID)" }
        let uuids = Dictionary(grouping: scene.members.filter { $0.instance.identity.flavour == .mysql }) {
            "server_uuid \($0.instance.identity.uuid.lowercased())"
        }
        return (Array(ids) + Array(uuids)).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
            .map { clash($0.key, $0.value.map(\.name)) }
    }

    private func clash(_ identity: String, _ names: [MemberName]) -> Finding {
        let cause =
            identity.hasPrefix("server_uuid")
            ? "Remove auto.cnf from the copies and restart them; each will make a uuid of its own."
            : "Give each a server_id of its own."
        return failure(
            "\(names.listed()) share \(identity): they would drop each other's events",
            remedy: "\(cause) If two names lead to one server, correct the inventory.")
    }

    package func passed(in scene: Scene) -> String { "every id of \(scene.names.listed()) is unique" }
}
