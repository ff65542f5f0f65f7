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
