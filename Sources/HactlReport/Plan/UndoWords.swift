import HactlModel
import HactlPlan

/// The way back from a step, in a few words for the last column of a plan.
enum UndoWords {
    static func of(_ undo: Undo, isLook: Bool) -> String {
        switch undo {
        case .actions(let actions):
            actions.isEmpty ? "rollback: none needed" : "rollback: " + actions.map(words).joined(separator: ", ")
        case .nothing(let reason): "rollback: none needed" + (isLook ? "" : ", \(reason)")
        case .missing(let reason): "no rollback: \(reason)"
        case .impossible: "no rollback after this"
        }
    }

    private static func words(_ action: Action) -> String {
        switch action {
        case .sql(_, let statement): words(statement)
        case .host(let name, let order): words(order, name)
        case .proxy(let name, let order): words(order, name)
        case .local(let command): command.arguments.joined(separator: " ")
        }
    }

    private static func words(_ order: ProxyOrder, _ name: ProxyName) -> String {
        switch order {
        case .lead(let names): "\(name) leads to \(names.isEmpty ? "nobody" : names.joined(separator: ", "))"
        case .serveReads(let shift): words(shift, name)
        case .endSessions: "end sessions on \(name)"
        case .prepare: "prepare the file of \(name)"
        case .discard: "take the prepared file away"
        case .keep: "replace the file of \(name)"
        case .restore: "put the old file of \(name) back"
        case .write: "\(name) says what it said"
        case .save: "save what runs on \(name)"
        case .expel(let address): "\(name) forgets \(address)"
        case .admit(let address): "\(name) knows \(address) again"
        }
    }

    private static func words(_ shift: ReadShift, _ name: ProxyName) -> String {
        "\(name) gives reads to \(shift.opened.isEmpty ? "nobody" : shift.opened.joined(separator: ", "))"
    }

    private static func words(_ statement: Statement) -> String {
        switch statement {
        case .restore(let writability): writability.readOnly ? "restore read-only" : "restore OFF"
        case .startReplication: "start replication"
        case .stopReplication: "stop replication"
        case .follow(let settings): "follow \(settings.source)"
        case .forgetSource: "forget the source"
        case .disableEvents(let events): "disable \(events.count.counted("event"))"
        case .enableEvents(let events): "enable \(events.count.counted("event"))"
        case .semiSync(let source, let replica): semiSync(source: source, replica: replica)
        case .persistReadOnly(let isOn): "read_only after a restart \(isOn ? "ON" : "OFF")"
        case .custom(let statement): statement.text
        case .close, .open, .endSessions, .awaitTransactions, .awaitEnd, .readTransactions, .writeMarker,
            .stopReceiving,
            .startApplying, .unseal, .prepareCopy, .copyData:
            others(statement)
        }
    }

    /// No way back of hactl's own steps uses these; a step to come might.
    private static func others(_ statement: Statement) -> String {
        switch statement {
        case .close: "close"
        case .open: "open"
        case .endSessions: "end sessions"
        case .awaitTransactions, .awaitEnd, .readTransactions: "wait"
        case .stopReceiving: "stop receiving"
        case .startApplying: "start applying"
        case .prepareCopy: "load the clone plugin"
        case .copyData(let order): "copy the data of \(order.donor)"
        default: "write a marker"
        }
    }

    private static func semiSync(source: Bool, replica: Bool) -> String {
        if source { return "semi-sync source" }
        return replica ? "semi-sync replica" : "semi-sync off"
    }

    private static func words(_ order: HostOrder, _ name: MemberName) -> String {
        switch order {
        case .takeAddress: "back on \(name)"
        case .dropAddress: "off \(name)"
        case .announce: "announce it on \(name)"
        case .setTrack(_, let value): "\(name) \(value == TrackFacts.barred ? "may not" : "may") hold it"
        case .persistReadOnly(let isOn): "read_only after a restart -> \(isOn ? "ON" : "OFF")"
        case .fence: "fence \(name)"
        case .unfence: "take the fence off \(name)"
        case .copyData(let order): "load the data of \(order.donor)"
        case .run(let command): command.arguments.joined(separator: " ")
        }
    }
}
