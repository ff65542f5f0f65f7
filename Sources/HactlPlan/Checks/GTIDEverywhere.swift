import HactlModel

/// Every transaction has a GTID, and replicas follow by them.
package struct GTIDEverywhere: PlainCheck {
    package static let name = "gtid"
    package static let code = "P07"
    package static let summary =
        "Every member logs GTIDs and every replica follows by them. MySQL members that all have gtid_mode=OFF can be "
        + "switched and failed over by places in their binary logs; members of both kinds, the modes in between, dual "
        + "primaries, rejoin and rebuild are refused. On MariaDB, warns of gtid_strict_mode=OFF and of several "
        + "domains."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.countsByPlace ? byPlace(in: scene) : scene.members.flatMap { judge($0, scene) }
    }

    /// Nobody has GTIDs.
    private func byPlace(in scene: Scene) -> [Finding] {
        if scene.premise == .returnedPrimary { return [returned(scene)] }
        if scene.premise == .lostReplica { return [copied(scene)] }
        if let partner = scene.primary?.channels.first { return [ring(partner, scene)] }
        let named = scene.replicas.filter { $0.instance.channels.contains { !$0.name.isEmpty } }
        return named.map(onNamedChannel) + [
            warning(
                "no member has GTIDs (gtid_mode OFF): hactl goes by places in the binary logs. What can't catch up in time "
                    + "is left behind, and a former primary can't rejoin",
                remedy: Self.switchingOn)
        ]
    }

    private func returned(_ scene: Scene) -> Finding {
        let old = scene.roles.primary
        return failure(
            on: old, "without GTIDs nobody can tell whether \(old) has what \(scene.roles.candidate) lacks",
            remedy: "Keep \(old) closed and rebuild it from a replica. \(Self.switchingOn)")
    }

    private func copied(_ scene: Scene) -> Finding {
        let recipient = scene.roles.primary
        return failure(
            on: recipient,
            "without GTIDs hactl can't tell where in the log of \(scene.roles.candidate) a copy goes on, so it does not rebuild "
                + "\(recipient)",
            remedy: "Rebuild it by hand from a backup that names its place in that log. \(Self.switchingOn)")
    }

    private func ring(_ channel: ReplicationChannel, _ scene: Scene) -> Finding {
        failure(
            on: scene.roles.primary,
            "\(scene.roles.primary) follows \(channel.source) and no member has GTIDs: where two logs go on is known for "
                + "one direction only",
            remedy: Self.switchingOn)
    }

    private func onNamedChannel(_ member: SeenMember) -> Finding {
        failure(
            on: member.name, "\(member.name) follows on a named channel: without GTIDs hactl waits on the default one",
            remedy: "Make it follow on the default channel (without FOR CHANNEL). \(Self.switchingOn)")
    }

    /// The manual's "Enabling GTID Transactions Online".
    static let switchingOn =
        "Switch GTIDs on while the cluster runs: on every member enforce_gtid_consistency = ON, then gtid_mode = "
        + "OFF_PERMISSIVE, ON_PERMISSIVE and ON, each on all members before the next; then SOURCE_AUTO_POSITION = 1 on every "
        + "replica (MySQL manual, \"Enabling GTID Transactions Online\")."

    private func judge(_ member: SeenMember, _ scene: Scene) -> [Finding] {
        let binlog = member.instance.binlog
        if !binlog.gtid { return [missing(member)] }
        return byPosition(member, scene) + (binlog.gtidStrict == false ? [lax(member.name)] : []) + domains(member)
    }

    private func missing(_ member: SeenMember) -> Finding {
        let mode = member.instance.settings["gtid_mode"].map { " (gtid_mode \($0))" } ?? ""
        return failure(
            on: member.name,
            "\(member.name) does not give every transaction a GTID\(mode): nothing about it can be proven",
            remedy: member.instance.identity.flavour == .mysql
                ? "\(Self.switchingOn) Or let all members have gtid_mode OFF."
                : "Switch the binary log on, and let replicas follow with MASTER_USE_GTID=slave_pos.")
    }

    private func byPosition(_ member: SeenMember, _ scene: Scene) -> [Finding] {
        let follows = member.name != scene.roles.primary && member.instance.channels.contains { !$0.autoPosition }
        if !follows { return [] }
        let (name, isMySQL) = (member.name, member.instance.identity.flavour == .mysql)
        let statements =
            isMySQL
            ? "STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=1; START REPLICA"
            : "STOP SLAVE; CHANGE MASTER TO MASTER_USE_GTID=slave_pos; START SLAVE"
        return [
            failure(
                on: name,
                "\(name) follows by file and position, not by GTID: what it lacks can't be told",
                remedy: "On \(name): \(statements).")
        ]
    }

    private func lax(_ name: MemberName) -> Finding {
        warning(
            on: name, "\(name) has gtid_strict_mode OFF: it would log transactions out of order without a word",
            remedy: "SET GLOBAL gtid_strict_mode = ON on every member, and in the option files.")
    }

    private func domains(_ member: SeenMember) -> [Finding] {
        guard case .domains(let list) = member.instance.transactions.executed, list.domains.count > 1 else { return [] }
        return [
            warning(
                on: member.name,
                "\(member.name) has transactions of GTID domains \(list.domains.listed()): the order between domains "
                    + "is not kept",
                remedy: "Use one gtid_domain_id for a cluster with one writer.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        if scene.countsByPlace { return "no member has GTIDs; places in the binary logs tell" }
        return "\(scene.names.listed()) log GTIDs, and replicas follow by them"
    }
}
