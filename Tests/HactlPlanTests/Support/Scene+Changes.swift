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

    /// Switches GTIDs off: every server knows the end of its own log, and a replica its place in its source's.
    mutating func forgetGTIDs(_ names: [MemberName] = Cast.names) {
        for name in names {
            server(name) { instance in
                instance.binlog.gtid = false
                instance.settings["gtid_mode"] = "OFF"
                let own = TransactionSet.file(log: instance.identity.uuid, name: "binlog.000001", position: 500)
                instance.transactions = Transactions(executed: own)
            }
            channel(name) { channel in
                let place = TransactionSet.file(log: Cast.uuid(1), name: "binlog.000001", position: 500)
                channel.autoPosition = false
                channel.places = SourcePlaces(read: place, executed: place)
            }
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

/// How a primary dies.
extension Scene {
    /// What the hosts of all others find when they knock.
    mutating func knocks(at name: MemberName, _ way: WayFacts) {
        for other in cluster.members.map(\.name) where other != name {
            facts.ways[name, default: [:]][other] = .seen(way)
        }
    }

    /// The process is gone; the host is well.
    mutating func killServer(_ name: MemberName, _ kind: Unreachable.Kind = .refused) {
        loseServer(name, kind)
        host(name) {
            $0.processes = []
            $0.daemon.processes = []
            $0.daemon.isListening = false
        }
        knocks(at: name, WayFacts(server: .refuses, host: .answers))
        for other in cluster.members.map(\.name) { channel(other) { $0.receiver = .connecting(error: "error 2003") } }
    }

    /// Nothing of it answers anybody; the receivers have not noticed yet.
    mutating func powerOff(_ name: MemberName) {
        lose(name)
        knocks(at: name, WayFacts(server: .silent, host: .silent))
    }
}
