import HactlModel

/// The applier holds nothing that a stop would lose.
package struct NoTemporaryTables: PlainCheck {
    package static let name = "no-temporary-tables"
    package static let code = "P16"
    package static let summary =
        "Where the primary logs statements, the candidate's applier has no temporary tables open: they end with the "
        + "applier, and statements that use them later fail."
    package static let acceptance = Acceptance.always

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let primary = scene.primary, let candidate = scene.candidate, primary.binlog.format != "ROW" else {
            return []
        }
        switch candidate.activity.openTemporaryTables {
        case 0?: return []
        case let count?: return [open(count, scene.roles.candidate)]
        case nil: return [untold(scene.roles.candidate)]
        }
    }

    private func open(_ count: Int, _ name: MemberName) -> Finding {
        objection(
            on: name, "the applier of \(name) has \(count.of("temporary table")) open: stopping it would lose them",
            remedy: "Wait until there are none: SHOW STATUS LIKE '%open_temp_tables'. Or set binlog_format=ROW.")
    }

    private func untold(_ name: MemberName) -> Finding {
        warning(
            on: name, "whether the applier of \(name) has temporary tables open can't be told",
            remedy: "See for yourself: SHOW STATUS LIKE '%open_temp_tables' on \(name).")
    }

    package func passed(in scene: Scene) -> String {
        "the applier of \(scene.roles.candidate) has no temporary tables to lose"
    }
}
