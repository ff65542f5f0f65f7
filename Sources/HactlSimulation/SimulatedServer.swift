import HactlModel

/// A server and its host, as values.
package struct SimulatedServer: Equatable, Sendable {
    package var name: MemberName
    package var address: InstanceAddress
    package var facts: InstanceFacts
    package var addresses: [HeldAddress]
    package var host: HostFacts
    package var isUp = true
    /// Without its host nothing answers, and nothing is refused either.
    package var isHostUp = true
    /// Applies what it receives only while somebody waits for it.
    package var isSlow = false
    package var applied: MySQLGTIDSet

    package var isWritable: Bool { isUp && facts.writability.isWritable }

    /// What it answers when it is looked at.
    package var instance: Sight<InstanceFacts> {
        guard isHostUp else { return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host")) }
        guard isUp else { return .unseen(Unreachable(.refused, detail: "simulated crash")) }
        var answer = facts
        // Only the simulation's own transactions: what the real server keeps beside them would contradict.
        answer.transactions = Transactions(executed: .gtids(applied))
        return .seen(answer)
    }

    package var hostSight: Sight<HostFacts> {
        guard isHostUp else { return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host")) }
        var answer = host
        answer.addresses = addresses
        return .seen(answer)
    }
}

extension MySQLGTIDSet {
    /// Transactions of a simulated cluster: all of one source, whoever wrote them, for what counts is who has which.
    package static func simulated(_ number: Int) -> MySQLGTIDSet {
        guard
            let uuid = try? ServerUUID(parsing: "00000000-0000-0000-0000-000000000001"),
            let gtid = MySQLGTID(source: GTIDSource(uuid: uuid), sequence: UInt64(number))
        else { return MySQLGTIDSet() }
        return MySQLGTIDSet([gtid])
    }
}
