/// One way on which a replica follows a source.
package struct ReplicationChannel: Equatable, Sendable, Codable {
    /// Empty for the default channel.
    package var name: String
    package var source: InstanceAddress
    /// The source's `server_uuid` or `server_id` as text; `nil` until it has once connected.
    package var sourceIdentity: String?
    package var receiver: ThreadState
    package var applier: ThreadState
    /// As the server computes it, seconds; `nil` when it doesn't know. Not to be trusted alone: it says 0 to a broken
    /// network (orchestrator's docs).
    package var lag: Int?
    /// Configured delay, seconds.
    package var delay: Int
    /// Follows by GTID, not by file and position.
    package var autoPosition: Bool
    /// Received but not necessarily applied.
    package var received: TransactionSet?
    /// Up to where it has applied its source's log, whatever it counts by.
    package var appliedUpTo: TransactionSet?
    /// Where it follows by file and position: how far it has come in its source's log.
    package var places: SourcePlaces?
    package var filters: [String]
    package var workers: Int?

    package init(
        name: String = "", source: InstanceAddress, sourceIdentity: String? = nil, receiver: ThreadState = .running,
        applier: ThreadState = .running, lag: Int? = 0, delay: Int = 0, autoPosition: Bool = true,
        received: TransactionSet? = nil, appliedUpTo: TransactionSet? = nil, places: SourcePlaces? = nil,
        filters: [String] = [], workers: Int? = nil
    ) {
        self.name = name
        self.source = source
        self.sourceIdentity = sourceIdentity
        self.receiver = receiver
        self.applier = applier
        self.lag = lag
        self.delay = delay
        self.autoPosition = autoPosition
        self.received = received
        self.appliedUpTo = appliedUpTo
        self.places = places
        self.filters = filters
        self.workers = workers
    }

    package var isRunning: Bool { receiver == .running && applier == .running }
}

/// How far a replica has come in the binary log of its source.
package struct SourcePlaces: Hashable, Sendable, Codable {
    /// Received, which may end within a transaction (`Source_Log_File`, `Read_Source_Log_Pos`).
    package var read: TransactionSet
    /// Applied; where several threads apply, as of the last checkpoint (`Relay_Source_Log_File`, `Exec_Source_Log_Pos`).
    package var executed: TransactionSet
    /// The applier has taken up all that was received, and waits for more.
    package var isIdle: Bool

    package init(read: TransactionSet, executed: TransactionSet, isIdle: Bool = true) {
        self.read = read
        self.executed = executed
        self.isIdle = isIdle
    }
}

/// What a replication thread does.
package enum ThreadState: Hashable, Sendable, Codable {
    case running
    case connecting(error: String)
    case stopped(error: String)

    package var clause: String {
        switch self {
        case .running: "runs"
        case .connecting(let error): error.isEmpty ? "is connecting" : "is connecting (\(error))"
        case .stopped(let error): error.isEmpty ? "is stopped" : "is stopped by an error (\(error))"
        }
    }
}
