import HactlModel

/// What is copied has room where it goes.
package struct CopySpace: PlainCheck {
    package static let name = "copy-space"
    package static let code = "C04"
    package static let premise = Premise.lostReplica
    package static let summary =
        "The recipient has room for the donor's data and a tenth more, in what is free now and in what is dropped of its own "
        + "first: a copy that fills the disk leaves neither the old data nor the new."
    package static let acceptance = Acceptance.always
    package static let needs = Vantage.ssh

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary].filter(scene.names.contains) }

    package func findings(in scene: Scene) -> [Finding] {
        let name = scene.roles.primary
        guard let host = scene.facts.host(name), let donor = scene.roles.donor else { return [] }
        let own = scene.facts.members[name]?.data
        guard let bytes = scene.facts.members[donor]?.data?.bytes, let free = host.freeBytes,
            own.map({ $0.directory.hasPrefix(HostLook.usualDataDirectory) }) ?? true
        else { return [unknown(name, own)] }
        // Server tablespaces are copied beside the old ones, and take their place at the restart.
        let room = free + max((own?.bytes ?? 0) - Self.ownNeeds, 0)
        let need = bytes + bytes / 10
        return room < need ? [short(name, need, free)] : []
    }

    private static let ownNeeds: Int64 = 128 << 20

    private func unknown(_ name: MemberName, _ data: DataFacts?) -> Finding {
        objection(
            on: name, "whether \(name) has room for the copy can't be told",
            remedy: "See for yourself: df -h \(data?.directory ?? "of the data directory") on \(name).")
    }

    private func short(_ name: MemberName, _ need: Int64, _ free: Int64) -> Finding {
        objection(
            on: name,
            "the copy needs \(need.bytesInWords), and \(name) has \(free.bytesInWords) free: it would fill the disk",
            remedy: "Make room on \(name), or give it a larger disk.")
    }

    package func passed(in scene: Scene) -> String { "\(scene.roles.primary) has room for the copy" }
}
