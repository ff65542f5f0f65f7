/// What a server writes to its binlog.
package struct BinlogFacts: Equatable, Sendable, Codable {
    package var enabled: Bool
    /// `ROW`, `STATEMENT`, `MIXED`.
    package var format: String
    package var logsReplicaUpdates: Bool
    /// Whether every transaction has a GTID.
    package var gtid: Bool
    /// MariaDB's `gtid_strict_mode`; `nil` on MySQL, where GTIDs are always strict.
    package var gtidStrict: Bool?
    package var filters: [String]
    /// `nil` where the server keeps everything, or doesn't say.
    package var retention: BinlogRetention?

    package init(
        enabled: Bool = true, format: String = "ROW", logsReplicaUpdates: Bool = true, gtid: Bool = true,
        gtidStrict: Bool? = nil, filters: [String] = [], retention: BinlogRetention? = nil
    ) {
        self.retention = retention
        self.enabled = enabled
        self.format = format
        self.logsReplicaUpdates = logsReplicaUpdates
        self.gtid = gtid
        self.gtidStrict = gtidStrict
        self.filters = filters
    }
}

/// Semi-synchronous replication, both sides.
package struct SemiSyncFacts: Hashable, Sendable, Codable {
    package var sourceEnabled: Bool
    package var replicaEnabled: Bool
    /// Whether the source side waits for acknowledgements now, and has not fallen back.
    package var sourceActive: Bool
    package var connectedReplicas: Int
    /// Sessions whose commit waits for an acknowledgement at this moment.
    package var waitingSessions: Int
    package var waitCount: Int
    /// `AFTER_SYNC` or `AFTER_COMMIT`.
    package var waitPoint: String

    package init(
        sourceEnabled: Bool, replicaEnabled: Bool, sourceActive: Bool = false, connectedReplicas: Int = 0,
        waitCount: Int = 1, waitPoint: String = "AFTER_SYNC", waitingSessions: Int = 0
    ) {
        self.sourceEnabled = sourceEnabled
        self.replicaEnabled = replicaEnabled
        self.sourceActive = sourceActive
        self.connectedReplicas = connectedReplicas
        self.waitCount = waitCount
        self.waitingSessions = waitingSessions
        self.waitPoint = waitPoint
    }
}

/// The event scheduler and its events.
package struct EventFacts: Equatable, Sendable, Codable {
    package var scheduler: Bool
    package var events: [ScheduledEvent]

    package init(scheduler: Bool = false, events: [ScheduledEvent] = []) {
        self.scheduler = scheduler
        self.events = events
    }

    package var enabled: [ScheduledEvent] { events.filter { $0.status == .enabled } }
    package var waiting: [ScheduledEvent] { events.filter { $0.status == .disabledOnReplica } }
}

/// An event as a server stores it.
package struct ScheduledEvent: Hashable, Sendable, Codable {
    package var schema: String
    package var name: String
    /// `user@host`, unquoted, as `information_schema.events` gives it.
    package var definer: String
    package var status: Status

    package init(schema: String, name: String, definer: String, status: Status) {
        self.schema = schema
        self.name = name
        self.definer = definer
        self.status = status
    }

    package enum Status: String, Sendable, Codable {
        case enabled, disabled
        case disabledOnReplica = "disabled on replica"
    }
}
