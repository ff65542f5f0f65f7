import HactlModel

/// The candidate can be a source: it logs everything, and nothing is filtered on the way.
package struct BinaryLog: PlainCheck {
    package static let name = "binlog"
    package static let code = "P10"
    package static let summary =
        "The candidate has a binary log and logs what it replicates; the formats agree; nothing is filtered. A filter "
        + "makes a replica a partial copy."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.members.flatMap { judge($0, scene) } + formats(in: scene)
    }

    private func judge(_ member: SeenMember, _ scene: Scene) -> [Finding] {
        let (name, binlog) = (member.name, member.instance.binlog)
        let filters = binlog.filters + member.instance.channels.flatMap(\.filters)
        let isCandidate = name == scene.roles.candidate
        return logging(name, binlog, isCandidate, scene.countsByPlace)
            + (filters.isEmpty ? [] : [filtered(name, filters, scene)])
    }

    private func logging(_ name: MemberName, _ binlog: BinlogFacts, _ isCandidate: Bool, _ isByPlace: Bool) -> [Finding]
    {
        if !binlog.enabled { return [silent(name, isCandidate)] }
        // Without GTIDs those who follow it have all that it had when it was opened: they need only what it wrote itself.
        return binlog.logsReplicaUpdates || isByPlace ? [] : [forgetful(name, isCandidate)]
    }

    private func silent(_ name: MemberName, _ isCandidate: Bool) -> Finding {
        let remedy = "Set log_bin and restart \(name)" + (isCandidate ? ", or choose another candidate." : ".")
        return isCandidate
            ? failure(on: name, "\(name) has no binary log: nobody could follow it", remedy: remedy)
            : warning(on: name, "\(name) has no binary log: it could never become primary", remedy: remedy)
    }

    private func forgetful(_ name: MemberName, _ isCandidate: Bool) -> Finding {
        let summary = "\(name) does not log what it replicates (log_replica_updates OFF)"
        let remedy = "Set log_replica_updates and restart \(name)" + (isCandidate ? ", or choose another." : ".")
        return isCandidate
            ? failure(on: name, "\(summary): those who follow it may lack transactions", remedy: remedy)
            : warning(on: name, "\(summary): it could never become primary", remedy: remedy)
    }

    private func filtered(_ name: MemberName, _ filters: [String], _ scene: Scene) -> Finding {
        let matters = name == scene.roles.candidate || name == scene.roles.primary
        let summary = "\(name) filters what it logs or replicates (\(filters.listed(atMost: 3)))"
        let remedy = "Remove the filters and rebuild what they kept out, or choose a member without."
        return matters
            ? failure(on: name, "\(summary): it or its replicas would lack data", remedy: remedy)
            : warning(on: name, "\(summary): it is a partial copy, and must never become primary", remedy: remedy)
    }

    private func formats(in scene: Scene) -> [Finding] {
        guard let old = scene.primary?.binlog.format, let new = scene.candidate?.binlog.format else { return [] }
        let candidate = scene.roles.candidate
        let remedy = "Set binlog_format=ROW on every member."
        if old != new {
            let summary = "binlog_format is \(old) on \(scene.roles.primary) and \(new) on \(candidate)"
            return [warning(on: candidate, "\(summary): replicas will get other events than before", remedy: remedy)]
        }
        return new == "ROW"
            ? [] : [warning(on: candidate, "binlog_format is \(new): replicas may drift apart", remedy: remedy)]
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.roles.candidate) logs what it replicates, and nothing is filtered"
    }
}
