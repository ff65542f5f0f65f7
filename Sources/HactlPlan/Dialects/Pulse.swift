import HactlModel

/// A server's answer to the smallest question that a watch asks.
package struct Pulse: Equatable, Sendable {
    package var isWritable: Bool
    /// Whose the watches' lock is on this server.
    package var lock: LockOwner

    package init(isWritable: Bool, lock: LockOwner) {
        self.isWritable = isWritable
        self.lock = lock
    }

    package enum LockOwner: Equatable, Sendable {
        case nobody, ourselves
        /// Another session, by the server's id.
        case other(UInt64)
    }

    /// One round trip, nothing locked, nothing written: it is asked each second of every server.
    package static func script(of lock: String) -> Script<Pulse> {
        let question =
            "SELECT @@GLOBAL.read_only+0 AS closed, IS_USED_LOCK(\(SQLText.quoted(lock))) AS holder, CONNECTION_ID() AS own"
        return Script([ScriptLine(question, as: .locks)]) { (replies) throws(ScriptFailure) in
            let row = try replies.row(.locks)
            let holder = row.identifier("holder")
            let isOwn = holder != nil && holder == row.identifier("own")
            return Pulse(
                isWritable: row["closed"] == "0",
                lock: isOwn ? .ourselves : holder.map(LockOwner.other) ?? .nobody)
        }
    }
}
