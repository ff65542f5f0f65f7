import HactlModel
import HactlPlan

/// Orchestrator's description of an instance, token by token (`descriptionTokens` in its `instance.go`).
struct TopologyTokens {
    let instance: InstanceFacts
    let limit: Duration
    let isErrant: Bool

    init(of instance: InstanceFacts, limit: Duration, isErrant: Bool) {
        self.instance = instance
        self.limit = limit
        self.isErrant = isErrant
    }

    var all: [String] {
        [
            lag, status, instance.identity.version.description, instance.writability.isWritable ? "rw" : "ro", binlog,
            instance.binlog.logsReplicaUpdates ? ">>" : nil, gtid, semiSync, instance.identity.clusterware,
        ].compactMap(\.self) + places
    }

    private var lag: String {
        if instance.channels.isEmpty { return "0s" }
        let known = instance.channels.compactMap(\.lag)
        guard known.count == instance.channels.count, let most = known.max() else { return "null" }
        return "\(most)s"
    }

    private var status: String {
        guard instance.channels.allSatisfy(\.isRunning) else { return "nonreplicating" }
        let isLate = instance.channels.contains { Double($0.lag ?? 0) > limit.inSeconds }
        return isLate ? "lag" : "ok"
    }

    private var binlog: String { instance.binlog.enabled ? instance.binlog.format : "nobinlog" }

    private var gtid: String? {
        guard instance.binlog.gtid else { return nil }
        return isErrant ? "GTID:errant" : "GTID"
    }

    /// Without GTIDs: where its own log ends, and how far it is in its source's.
    private var places: [String] {
        guard instance.countsByPlace else { return [] }
        return ["log \(instance.transactions.executed)"] + (instance.places.map { ["at \($0.executed)"] } ?? [])
    }

    private var semiSync: String? {
        guard let semiSync = instance.semiSync else { return nil }
        if semiSync.sourceEnabled { return "semi:source" }
        return semiSync.replicaEnabled ? "semi:replica" : nil
    }
}
