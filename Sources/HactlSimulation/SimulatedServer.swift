import HactlModel

/// A server and its host, as values.
package struct SimulatedServer: Equatable, Sendable {
    package var name: MemberName
    package var address: InstanceAddress
    package var facts: InstanceFacts
    package var addresses: [HeldAddress]
    package var host: HostFacts
    package var isUp = true
    /// Applies what it receives only while somebody waits for it.
    package var isSlow = false
    /// Numbers of the transactions it has.
    package var applied: Set<Int>

    package var isWritable: Bool { isUp && facts.writability.isWritable }

    /// What it answers when it is looked at.
    package var instance: Sight<InstanceFacts> {
        guard isUp else { return .unseen(Unreachable(.refused, detail: "simulated crash")) }
        var answer = facts
        answer.transactions.executed = .simulated(applied)
        answer.channels = facts.channels
        return .seen(answer)
    }

    package var hostSight: Sight<HostFacts> {
        var answer = host
        answer.addresses = addresses
        return .seen(answer)
    }
}

extension TransactionSet {
    /// The transactions of a simulated cluster, as a GTID set of one source.
    package static func simulated(_ numbers: Set<Int>) -> TransactionSet {
        guard let uuid = try? ServerUUID(parsing: "00000000-0000-0000-0000-000000000001") else {
            return .gtids(MySQLGTIDSet())
        }
        let source = GTIDSource(uuid: uuid, tag: nil)
        return .gtids(MySQLGTIDSet(numbers.compactMap { MySQLGTID(source: source, sequence: UInt64($0)) }))
    }
}
