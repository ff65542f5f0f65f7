import HactlModel

/// What hactl asks about sessions of its own, in words that every server understands.
package enum OwnSession {
    /// Ends a session of hactl's own that was left behind; answers whether it is gone.
    package static func endScript(_ session: UInt64) -> Script<Bool> {
        let lines = SharedLines.kill([session], sparing: []) + [SharedLines.processes]
        return Script(lines) { (replies) throws(ScriptFailure) in
            try replies.answered(.processes).allSatisfy { $0.identifier("ID") != session }
        }
    }

    /// Whose a session is; empty when it is gone.
    package static func ownerScript(_ session: UInt64) -> Script<String> {
        Script([SharedLines.processes]) { (replies) throws(ScriptFailure) in
            try replies.answered(.processes).first { $0.identifier("ID") == session }?.text("USER") ?? ""
        }
    }

    /// Whether whoever answers here takes writes: what a client would find. As small as can be, for it is asked all the
    /// time while a switch is under way.
    package static let takesWrites = Script<Bool>([ScriptLine("SELECT @@GLOBAL.read_only+0 AS closed", as: .locks)]) {
        (replies) throws(ScriptFailure) in
        try replies.row(.locks)["closed"] == "0"
    }
}
