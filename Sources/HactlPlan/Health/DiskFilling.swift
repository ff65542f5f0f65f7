import HactlModel

/// No disk is filling up.
package struct DiskFilling: HealthCheck {
    package static let code = "H07"
    package static let summary =
        "A tenth is free where each member keeps its data; below three hundredths it fails. A full disk stops a primary, and a replica that "
        + "can't write its relay log falls behind. What is left in MiB is P21's."

    package init() {}

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        cluster.members.map(\.name).compactMap { name in
            guard let host = facts.host(name), let free = host.freeBytes, let whole = host.diskBytes, whole > 0,
                free < whole / 10
            else { return nil }
            let percent = Int(Double(free) * 100 / Double(whole))
            return Finding(
                Self.code, percent < 3 ? .failure : .warning, on: name,
                "the disk of \(name) is filling up: \(percent) % are free (\(free.bytesInWords))",
                remedy:
                    "Make room on \(name): PURGE BINARY LOGS that nobody needs, old backups, temporary files; or a larger disk."
            )
        }
    }
}
