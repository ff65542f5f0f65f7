import HactlModel

/// The closed set of things that touch the world. Executors switch over this and over nothing else.
///
/// Every action's answer is also a look: it brings back what it changed, so that judging it costs no round trip.
package enum Action: Equatable, Sendable, Codable {
    /// A verb for a server; its dialect turns it into text at the door.
    case sql(MemberName, Statement)
    /// A verb for a host.
    case host(MemberName, HostOrder)
    /// A verb for a proxy; its dialect turns it into commands for its host at the door.
    case proxy(ProxyName, ProxyOrder)
    /// A command on the machine that runs hactl.
    case local(CustomCommand)

    /// The member it touches; `nil` for a local one.
    package var member: MemberName? {
        switch self {
        case .sql(let name, _), .host(let name, _): name
        case .local, .proxy: nil
        }
    }

    /// What the run's ledger says once it is done, where nothing on the servers shows it.
    package var ledgerEntry: String? {
        switch self {
        case .sql(_, .custom(let statement)): statement.label
        case .sql(_, .writeMarker(let run)): "marker:\(run)"
        case .host(_, .run(let command)), .local(let command): command.label
        case .proxy(let name, .prepare(let edit)): PrepareRoutes.label(of: name, for: edit.digest)
        case .proxy(let name, .endSessions): EndRoutes.label(of: name)
        case .proxy(let name, .serveReads(let shift)) where !shift.ended.isEmpty: ReadShift.label(of: name)
        case .sql, .host, .proxy: nil
        }
    }
}
