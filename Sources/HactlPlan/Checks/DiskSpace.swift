import HactlModel

/// The candidate has room for what it will write.
package struct DiskSpace: Check {
    package static let name = "disk-space"
    package static let code = "P21"
    package static let summary =
        "The candidate has enough free space where its server keeps data: a full disk stops the new primary. Warns of "
        + "the other members."
    package static let example = "{free-mib: 1024}"
    package static let acceptance = Acceptance.always
    package static let needs = Vantage.ssh
    /// Bytes below which a server can't commit any more.
    static let nothingLeft: Int64 = 1 << 20
    private let mebibytes: Int

    package init(reading entry: CheckEntry, limits: Limits) throws(Complaint) {
        try entry.allow(["free-mib"])
        mebibytes = try entry.arguments["free-mib"]?.number("free-mib", in: 1...1_000_000_000) ?? 1024
    }

    package func findings(in scene: Scene) -> [Finding] {
        scene.hosts.compactMap { judge($0.name, $0.host.freeBytes, isCandidate: $0.name == scene.roles.candidate) }
    }

    private func judge(_ name: MemberName, _ bytes: Int64?, isCandidate: Bool) -> Finding? {
        guard let bytes else { return unknown(name) }
        let free = bytes / 1_048_576
        guard free < Int64(mebibytes) else { return nil }
        let summary = "\(name) has \(free) MiB free, less than \(mebibytes): a full disk stops its server"
        let remedy = "Make room on \(name): PURGE BINARY LOGS, old backups, temporary files."
        return isCandidate
            ? objection(on: name, summary, remedy: remedy) : warning(on: name, summary, remedy: remedy)
    }

    private func unknown(_ name: MemberName) -> Finding {
        warning(
            on: name, "it can't be told how much space is free on \(name)",
            remedy: "See for yourself: df -h on \(name).")
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.names.listed()) have at least \(mebibytes) MiB free"
    }
}
