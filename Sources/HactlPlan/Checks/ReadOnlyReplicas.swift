import HactlModel

/// Replicas take no writes of their own.
package struct ReadOnlyReplicas: PlainCheck {
    package static let name = "read-only-replicas"
    package static let code = "P03"
    package static let summary =
        "The candidate and every other replica are read-only: a replica that takes writes is a second writer. On "
        + "MySQL, super_read_only keeps privileged accounts out too."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.replicaNames }

    package func findings(in scene: Scene) -> [Finding] {
        scene.replicas.flatMap { judge($0.name, $0.instance.writability, scene.countsByPlace) }
    }

    private func judge(_ name: MemberName, _ writability: Writability, _ isByPlace: Bool) -> [Finding] {
        if writability.isWritable { return [writable(name)] }
        return writability.isClosed ? [] : [isByPlace ? undetectable(name) : ajar(name)]
    }

    private func writable(_ name: MemberName) -> Finding {
        failure(
            on: name, "\(name) is a replica and takes writes: what is written there is nowhere else",
            remedy: "SET GLOBAL read_only = ON on \(name), then look for errant transactions: hactl check.")
    }

    private func undetectable(_ name: MemberName) -> Finding {
        failure(
            on: name,
            "\(name) has super_read_only OFF: a privileged account can write to it, and without GTIDs nobody would find out",
            remedy: "SET GLOBAL super_read_only = ON on \(name), and compare its data.")
    }

    private func ajar(_ name: MemberName) -> Finding {
        warning(
            on: name, "\(name) has super_read_only OFF: a privileged account can write to it",
            remedy: "SET GLOBAL super_read_only = ON on \(name).")
    }

    package func passed(in scene: Scene) -> String { "\(scene.replicaNames.listed()) are read-only" }
}
