import HactlModel

/// The language of one family of servers: verbs into text, answers into observations.
package protocol Dialect: Sendable {
    var flavour: Flavour { get }
    var version: ServerVersion { get }

    /// What every session of hactl begins with: several statements, one round trip, no rows.
    func initial(_ limits: SessionLimits) -> String
    func script(
        for statement: Statement, context: ScriptContext
    ) throws(Unsupported) -> Script<[Observation]>
    /// `nil` for what is not looked at over SQL.
    func lookScript(for probe: Probe, context: ScriptContext) -> Script<[Observation]>?
    var requiredGrants: [RequiredGrant] { get }
}

/// One line of what hactl's account needs on a server.
package struct RequiredGrant: Equatable, Sendable {
    /// `SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.*`
    package var privileges: String
    package var reason: String

    package init(_ privileges: String, because reason: String) {
        self.privileges = privileges
        self.reason = reason
    }

    package func text(for account: String) -> String {
        "GRANT \(privileges) TO \(SQLText.account(account)); -- \(reason)"
    }
}
