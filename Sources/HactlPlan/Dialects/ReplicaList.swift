import HactlModel

/// Who reads a server's binlog now, from its process list: no replica needs to be configured to report itself.
package enum ReplicaList {
    /// Hosts as the server sees them, each once.
    package static let script = Script<[String]>([SharedLines.processes]) { (replies) throws(ScriptFailure) in
        let dumps = try replies.answered(.processes).filter { $0.text("COMMAND").hasPrefix("Binlog Dump") }
        return Set(dumps.map { host(of: $0.text("HOST")) }).sorted()
    }

    /// `10.77.0.12:41234`: the port is the replica's end of the connection, not where it listens.
    private static func host(of place: String) -> String {
        place.lastIndex(of: ":").map { String(place[..<$0]) } ?? place
    }
}
