import HactlModel

extension SimulatedCluster {
    /// When clients are told that a write is safe.
    package enum Promise: Equatable, Sendable {
        /// As soon as it is written.
        case atOnce
        /// As soon as a replica has received it, where the server is a semi-sync source; it never falls back.
        case onceReceived
    }

    /// One client at each server: it writes once more when it was told that the last write is safe.
    mutating func takeClientWrite(on name: MemberName) {
        guard promise == .onceReceived else { return write(on: name, acknowledged: true) }
        if waiting[name] != nil { return }
        write(on: name, acknowledged: false)
        let transaction = MySQLGTIDSet.simulated(lastTransaction)
        if servers[name]?.facts.semiSync?.sourceEnabled == true {
            waiting[name] = transaction
        } else {
            promisedAlone = promisedAlone.union(transaction)
        }
    }

    mutating func answerWhoeverWaits() {
        for (name, transaction) in waiting where servers[name]?.isUp == true && isReceived(transaction, of: name) {
            waiting[name] = nil
            acknowledged = acknowledged.union(transaction)
        }
    }

    private func isReceived(_ transaction: MySQLGTIDSet, of source: MemberName) -> Bool {
        guard let address = servers[source]?.address else { return false }
        return servers.values.contains { replica in
            replica.isUp && !isCut(replica.name, from: source) && replica.facts.semiSync?.replicaEnabled == true
                && replica.facts.channels.contains { $0.source == address && $0.receiver == .running }
                && replica.held.contains(transaction)
        }
    }
}
