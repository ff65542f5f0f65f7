import HactlModel

/// The lock on a server by which two runs of hactl keep apart: held by a connection, gone with it. It works on a
/// read-only server and needs no privilege. The words are the same everywhere.
package enum ClusterLock {
    /// Who keeps whom away.
    package enum Purpose: String, Sendable {
        /// Whoever changes the cluster.
        case runs = "hactl"
        /// The watch that leads: the others stand by.
        case watches = "hactl-watch"
    }

    /// MySQL takes lock names of at most 64 characters (code points), and compares them without regard to case. A
    /// longer one ends with a hash of the whole.
    package static func name(of cluster: String, for purpose: Purpose = .runs) -> String {
        let whole = "\(purpose.rawValue):" + cluster.lowercased()
        guard whole.unicodeScalars.count > 64 else { return whole }
        let hash = String(fingerprint(whole), radix: 16)
        return String(whole.unicodeScalars.prefix(63 - hash.count)) + "~" + hash
    }

    /// Takes the lock without waiting; answers whether it is held now.
    package static func lockScript(_ name: String) -> Script<Bool> {
        asking("GET_LOCK(\(SQLText.quoted(name)), 0)")
    }

    /// Answers whether this connection held it.
    package static func unlockScript(_ name: String) -> Script<Bool> {
        asking("RELEASE_LOCK(\(SQLText.quoted(name)))")
    }

    /// Answers whether this connection holds it.
    package static func ownScript(_ name: String) -> Script<Bool> {
        asking("IS_USED_LOCK(\(SQLText.quoted(name))) = CONNECTION_ID()")
    }

    /// Whose lock it is; `nil` when nobody holds it.
    package static func holderScript(_ name: String) -> Script<LockHolder?> {
        let holder = "IS_USED_LOCK(\(SQLText.quoted(name)))"
        let lines = [
            ScriptLine("SELECT \(holder) AS holder, CONNECTION_ID() AS own", as: .locks),
            SharedLines.processes,
        ]
        return Script(lines) { (replies) throws(ScriptFailure) in
            let row = try replies.row(.locks)
            guard let id = row.identifier("holder") else { return nil }
            let process = replies.rows(.processes).first { $0.identifier("ID") == id }
            return LockHolder(
                connection: id, isOwn: row.identifier("own") == id, user: process?["USER"], host: process?["HOST"],
                seconds: process?.int("TIME"))
        }
    }

    private static func asking(_ expression: String) -> Script<Bool> {
        Script([ScriptLine("SELECT \(expression) AS answer", as: .locks)]) { (replies) throws(ScriptFailure) in
            try replies.row(.locks)["answer"] == "1"
        }
    }

    /// FNV-1a, 64 bits.
    private static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
