import HactlModel

/// The candidate forgets no less than the primary when the power fails.
package struct Durability: PlainCheck {
    package static let name = "durability"
    package static let code = "P30"
    package static let summary =
        "sync_binlog and innodb_flush_log_at_trx_commit of the candidate are no weaker than the primary's: otherwise a "
        + "power failure after the switch loses what before it would have been kept."
    package static let acceptance = Acceptance.always
    static let variables = ["sync_binlog", "innodb_flush_log_at_trx_commit"]

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let old = scene.primary?.settings, let new = scene.candidate?.settings else { return [] }
        return Self.variables.compactMap { judge($0, old[$0], new[$0], scene) }
    }

    /// 1 is the durable value of both.
    private func judge(_ variable: String, _ old: String?, _ new: String?, _ scene: Scene) -> Finding? {
        let name = scene.roles.candidate
        let remedy = "SET GLOBAL \(variable) = 1 on \(name), and in its option file."
        guard let new else {
            return warning(on: name, "\(variable) of \(name) can't be told", remedy: "See for yourself on \(name).")
        }
        if new == "1" { return nil }
        let summary = "\(name) has \(variable)=\(new): a power failure loses transactions that were confirmed"
        return old == "1"
            ? objection(on: name, "\(summary); \(scene.roles.primary) has 1", remedy: remedy)
            : warning(on: name, "\(summary), as on \(scene.roles.primary)", remedy: remedy)
    }

    package func passed(in scene: Scene) -> String {
        "\(Self.variables.listed()) of \(scene.roles.candidate) are 1"
    }
}
