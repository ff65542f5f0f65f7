import HactlModel

/// Every transaction has a GTID, and replicas follow by them.
package struct GTIDEverywhere: PlainCheck {
    package static let name = "gtid"
    package static let code = "P07"
    package static let summary =
        "Every member logs GTIDs and every replica follows by them: without, nobody can prove that a replica has "
        + "everything. On MariaDB, warns of gtid_strict_mode=OFF and of several domains."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] { scene.members.flatMap { judge($0, scene) } }

    private func judge(_ member: SeenMember, _ scene: Scene) -> [Finding] {
        let binlog = member.instance.binlog
        if !binlog.gtid { return [missing(member)] }
        return byPosition(member, scene) + (binlog.gtidStrict == false ? [lax(member.name)] : []) + domains(member)
    }

    private func missing(_ member: SeenMember) -> Finding {
        failure(
            on: member.name, "\(member.name) does not give every transaction a GTID: nothing about it can be proven",
            remedy: member.instance.identity.flavour == .mysql
                ? "Set gtid_mode=ON and enforce_gtid_consistency=ON on every member, step by step as the manual says."
                : "Switch the binary log on, and let replicas follow with MASTER_USE_GTID=slave_pos.")
    }

    private func byPosition(_ member: SeenMember, _ scene: Scene) -> [Finding] {
        let follows = member.name != scene.roles.primary && member.instance.channels.contains { !$0.autoPosition }
        if !follows { return [] }
        let clause = member.instance.identity.flavour == .mysql ? "SOURCE_AUTO_POSITION=1" : "MASTER_USE_GTID=slave_pos"
        return [
            failure(
                on: member.name,
                "\(member.name) follows by file and position, not by GTID: what it lacks can't be told",
                remedy: "Stop replication on \(member.name) and change its source with \(clause).")
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

    package func passed(in scene: Scene) -> String { "\(scene.names.listed()) log GTIDs, and replicas follow by them" }
}
