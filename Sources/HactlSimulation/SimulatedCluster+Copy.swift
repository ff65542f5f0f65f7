import HactlModel
import HactlPlan
import HactlRun

/// A copy that goes on in a simulated server.
package struct SimulatedCopy: Equatable, Sendable {
    var donor: MemberName
    /// Moments until it ends; the last ones are a restart.
    var left: Int

    static let length = 36
    static let restart = 2
}

extension SimulatedCluster {
    /// Drops what is there first, as MySQL does.
    mutating func beginCopy(_ order: CopyOrder, on name: MemberName) -> Answer {
        guard let server = servers[name], server.copying == nil else { return copyAnswer(name) }
        if server.isWritable { violate("the data of \(name) is dropped while it takes writes") }
        if servers.values.contains(where: { $0.isUp && $0.follows(server) && !$0.hasLeftItsSource }) {
            violate("the data of \(name) is dropped while somebody follows it")
        }
        copies += 1
        servers[name]?.copy = CopyFacts(
            .running, mark: "copy \(copies)", began: clock ?? Moment(milliseconds: .max / 2 + Int64(copies)), bytes: 0,
            expected: 100)
        guard servers[order.donor]?.isUp == true else {
            servers[name]?.copy.state = .failed
            return .failed(ActionFailure("\(order.donor) refuses the connection (simulated)", effect: .unknown))
        }
        servers[name]?.copying = SimulatedCopy(donor: order.donor, left: SimulatedCopy.length)
        servers[name]?.applied = MySQLGTIDSet()
        servers[name]?.received = MySQLGTIDSet()
        if server.facts.writability.superReadOnly != nil { servers[name]?.facts.writability.superReadOnly = false }
        return copyAnswer(name)
    }

    func copyAnswer(_ name: MemberName) -> Answer { .done(servers[name].map { [.copy(name, $0.copy)] } ?? []) }

    /// A moment passes in every copy.
    mutating func copyOn() {
        for name in servers.keys.sorted() {
            guard let copying = servers[name]?.copying else { continue }
            guard servers[copying.donor]?.isUp == true || copying.left <= SimulatedCopy.restart else {
                breakCopy(on: name)
                continue
            }
            servers[name]?.copying?.left -= 1
            servers[name]?.copy.bytes += 3
            let restarts = servers[name]?.facts.identity.flavour == .mysql
            if restarts, copying.left == SimulatedCopy.restart + 1 { servers[name]?.isUp = false }
            if copying.left == 1 { endCopy(on: name, from: copying.donor) }
        }
    }

    /// A copy that broke leaves a server without data.
    mutating func breakCopy(on name: MemberName) {
        guard servers[name]?.copying != nil else { return }
        servers[name]?.copying = nil
        servers[name]?.copy.state = .failed
    }

    /// The server comes back as its own settings say, with all that was the donor's: also whom it follows.
    private mutating func endCopy(on name: MemberName, from donor: MemberName) {
        guard let origin = servers[donor] else { return }
        servers[name]?.copying = nil
        servers[name]?.copy.state = .done
        servers[name]?.applied = origin.applied
        servers[name]?.received = MySQLGTIDSet()
        // A dump knows nobody's source, and is loaded into a server that goes on.
        let isClone = origin.facts.identity.flavour == .mysql
        servers[name]?.facts.channels = isClone ? origin.facts.channels : []
        servers[name]?.facts.events = origin.facts.events
        servers[name]?.facts.activity = Activity()
        restart(name)
    }
}

extension SimulatedServer {
    fileprivate func follows(_ other: SimulatedServer) -> Bool {
        facts.channels.contains { $0.source == other.address }
    }

    /// It takes writes itself, and receives from nobody: a failover that died left its channel there, stopped.
    fileprivate var hasLeftItsSource: Bool {
        isWritable
            && facts.channels.allSatisfy { channel in
                if case .stopped = channel.receiver { true } else { false }
            }
    }
}
