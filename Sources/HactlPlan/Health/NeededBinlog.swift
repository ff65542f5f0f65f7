import HactlModel

/// Nothing that a replica still needs is dropped from the primary's binary log.
package struct NeededBinlog: HealthCheck {
    package static let code = "H05"
    package static let summary =
        "A replica that doesn't receive still finds in the primary's binary log what it lacks. Warns when the file in which it goes on is the "
        + "oldest or the second of four or more and the primary drops files by age; when it and what came after fill four fifths of "
        + "`binlog_space_limit` or `max_binlog_total_size`; and when its newest heartbeat is half as old as files may become. Fails when the "
        + "file is gone (on MySQL with GTIDs P09 tells that)."

    package init() {}

    /// Files that somebody reads are not dropped, so only who doesn't receive is in danger, and only then is anybody asked.
    package func questions(about cluster: Cluster, seen facts: Facts) -> [Probe] {
        guard let primary = facts.soleWriter, facts.members[primary]?.logs == nil,
            cluster.members.contains(where: { needed($0.name, of: primary, cluster, facts) != nil })
        else { return [] }
        return [.logs(primary)]
    }

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        guard let primary = facts.soleWriter, let files = facts.members[primary]?.logs else { return [] }
        let shelf = BinlogShelf(files, keeping: facts.instance(primary)?.binlog.retention ?? BinlogRetention())
        return cluster.members.map(\.name).compactMap { name in
            guard let need = needed(name, of: primary, cluster, facts), let danger = danger(name, need, shelf, facts)
            else { return nil }
            return Finding(
                Self.code, danger.severity, on: name,
                "\(name) doesn't receive and \(danger.clause(primary, need.file))",
                remedy: danger.remedy(name, primary))
        }
    }

    private struct Need {
        var file: BinlogFileName
        /// Whether it asks for GTIDs of MySQL, which say exactly what was dropped.
        var isToldByGTIDs: Bool
    }

    /// The file of the primary in which a replica will go on that does not receive.
    private func needed(_ name: MemberName, of primary: MemberName, _ cluster: Cluster, _ facts: Facts) -> Need? {
        guard let instance = facts.instance(name),
            let channel = instance.channels.first(where: { facts.source(of: $0, in: cluster) == primary }),
            channel.receiver != .running, case .file(_, let text, _)? = channel.appliedUpTo,
            let file = try? BinlogFileName(parsing: text)
        else { return nil }
        return Need(file: file, isToldByGTIDs: instance.identity.flavour == .mysql && channel.autoPosition)
    }

    private func danger(_ name: MemberName, _ need: Need, _ shelf: BinlogShelf, _ facts: Facts) -> BinlogDanger? {
        if let beat = facts.heartbeatLag(of: name), let age = shelf.retention.age, beat * 2 >= age {
            return .old(beat, of: age)
        }
        let danger = shelf.danger(to: need.file)
        return danger == .gone && need.isToldByGTIDs ? nil : danger
    }
}
