import HactlModel
import HactlPlan

/// A server and its host, as values.
package struct SimulatedServer: Equatable, Sendable {
    package var name: MemberName
    package var address: InstanceAddress
    @Boxed package var facts: InstanceFacts
    package var addresses: [HeldAddress]
    @Boxed package var host: HostFacts
    package var isUp = true
    /// Without its host nothing answers, and nothing is refused either.
    package var isHostUp = true
    /// It waits for a disk: nobody is answered, and KILL does not end it.
    package var isStuck = false
    /// It was stopped (SIGSTOP): nobody is answered until it goes on, with all its sessions and as writable as it was.
    package var isFrozen = false
    /// Applies what it receives only while somebody waits for it.
    package var isSlow = false
    package var applied: MySQLGTIDSet
    /// Received, applied or not.
    package var received = MySQLGTIDSet()
    @Boxed package var data = DataFacts(directory: "/var/lib/mysql", bytes: 1 << 30)
    /// The last copy on it.
    @Boxed package var copy = CopyFacts()
    package var copying: SimulatedCopy?
    /// Without GTIDs: its own binary log.
    var log: SimulatedLog?
    var cursor: SimulatedCursor?
    /// What others meet at its port while its host has power.
    var door: Door {
        if isUp { return .answers }
        if isFrozen { return .mute }
        guard isStuck else { return .refuses }
        return host.daemon.closedPorts.isEmpty ? .mute : .silent
    }

    /// Its host keeps it from coming back.
    package var isFenced: Bool { host.daemon.isFenced }
    package var held: MySQLGTIDSet { applied.union(received) }

    package var isWritable: Bool { isUp && facts.writability.isWritable }

    /// What it answers when it is looked at.
    package var instance: Sight<InstanceFacts> {
        guard isHostUp else { return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host")) }
        if isFrozen { return .unseen(Unreachable(.timedOut, detail: "simulated stop of its process")) }
        guard isUp else { return .unseen(Unreachable(.refused, detail: "simulated crash")) }
        var answer = facts
        // Only the simulation's own transactions: what the real server keeps beside them would contradict.
        answer.transactions = Transactions(
            executed: .gtids(applied), purged: facts.transactions.purged.map { _ in .gtids(MySQLGTIDSet()) })
        if let log { answer.transactions = Transactions(executed: log.place) }
        for index in answer.channels.indices where answer.channels[index].received != nil {
            answer.channels[index].received = .gtids(received)
        }
        return .seen(answer)
    }

    package var hostSight: Sight<HostFacts> {
        guard isHostUp else { return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host")) }
        var answer = host
        answer.addresses = addresses
        answer.daemon.processes = process.map { [$0] } ?? []
        answer.daemon.isListening = process != nil
        return .seen(answer)
    }

    private var process: ServerProcess? {
        if isUp { return ServerProcess(id: 1) }
        if isFrozen { return ServerProcess(id: 1, state: .stopped) }
        return isStuck ? ServerProcess(id: 1, state: .inDiskSleep) : nil
    }
}

extension MySQLGTIDSet {
    /// Transactions of a simulated cluster: all of one source, whoever wrote them, for what counts is who has which.
    package static func simulated(_ number: Int) -> MySQLGTIDSet {
        guard let writer, let gtid = MySQLGTID(source: writer, sequence: UInt64(number)) else { return MySQLGTIDSet() }
        return MySQLGTIDSet([gtid])
    }

    private static let writer = (try? ServerUUID(parsing: "00000000-0000-0000-0000-000000000001")).map {
        GTIDSource(uuid: $0)
    }

    package static func simulated(upTo number: Int) -> MySQLGTIDSet {
        (1...max(1, number)).reduce(MySQLGTIDSet()) { $0.union(.simulated($1)) }
    }
}

extension SimulatedServer {
    /// A server that nobody sees. What it would be if it came back is not known, so it is the worst: writable.
    static func dead(_ member: Member, like other: SimulatedServer, host: HostFacts?) -> SimulatedServer {
        var facts = other.facts
        // Without GTIDs the others know in whose log they are.
        facts.identity.uuid = other.facts.places?.read.log ?? "dead-\(member.name)"
        facts.channels = []
        facts.writability = Writability(
            readOnly: false, superReadOnly: facts.writability.superReadOnly.map { _ in false }, persistedReadOnly: nil)
        facts.activity = Activity()
        var server = SimulatedServer(
            name: member.name, address: member.address, facts: facts, addresses: host?.addresses ?? [],
            host: host ?? HostFacts(), applied: MySQLGTIDSet())
        server.isUp = false
        server.isHostUp = host != nil
        server.isStuck = host?.daemon.waitsForDisk == true
        return server
    }
}

extension InstanceFacts {
    /// Whether nothing that it has received waits to be applied.
    var isUpToDate: Bool {
        if let places, countsByPlace {
            return places.isIdle || places.executed.contains(places.read).isYes
        }
        return held.map { transactions.executed.contains($0).isYes } ?? true
    }
}
