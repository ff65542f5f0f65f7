import HactlModel
import HactlPlan

extension Scene {
    /// Changes what was seen of a server.
    mutating func server(_ name: MemberName, _ change: (inout InstanceFacts) -> Void) {
        guard var instance = facts.instance(name) else { return }
        change(&instance)
        facts.members[name]?.instance = .seen(instance)
    }

    /// Changes what was seen of a host.
    mutating func host(_ name: MemberName, _ change: (inout HostFacts) -> Void) {
        guard var host = facts.host(name) else { return }
        change(&host)
        facts.members[name]?.host = .seen(host)
    }

    /// Changes what the inventory says of a member.
    mutating func member(_ name: MemberName, _ change: (inout Member) -> Void) {
        guard let place = cluster.members.firstIndex(where: { $0.name == name }) else { return }
        change(&cluster.members[place])
    }

    /// Changes the first channel of a replica.
    mutating func channel(_ name: MemberName, _ change: (inout ReplicationChannel) -> Void) {
        server(name) { instance in
            if !instance.channels.isEmpty { change(&instance.channels[0]) }
        }
    }

    mutating func loseServer(_ name: MemberName, _ kind: Unreachable.Kind = .timedOut) {
        facts.members[name]?.instance = .unseen(Unreachable(kind, detail: ""))
    }

    mutating func loseHost(_ name: MemberName, _ kind: Unreachable.Kind = .timedOut) {
        facts.members[name]?.host = .unseen(Unreachable(kind, detail: ""))
    }

    mutating func lose(_ name: MemberName) {
        loseServer(name)
        loseHost(name)
    }
}
