import HactlModel

/// Everything that was seen of a primary, put in order for the rules.
struct Inquest {
    let cluster: Cluster
    let facts: Facts
    let primary: MemberName
    let witnesses: [Witness]

    init(of primary: MemberName, in cluster: Cluster, seen facts: Facts) {
        self.cluster = cluster
        self.facts = facts
        self.primary = primary
        witnesses = cluster.members.map(\.name).filter { $0 != primary }.map {
            Witness($0, of: primary, in: cluster, facts)
        }
    }

    var server: InstanceFacts? { facts.instance(primary) }
    var host: HostFacts? { facts.host(primary) }
    /// Why its server was not seen.
    var silence: Unreachable.Kind? { facts.members[primary]?.instance.reason?.kind }
    private var hostSilence: Unreachable? { facts.members[primary]?.host.reason }

    var processes: [ServerProcess] { host?.daemon.processes.filter(\.isAlive) ?? [] }

    func hears(_ voice: Witness.Voice) -> Bool { witnesses.contains { $0.voice == voice } }

    /// Whoever can tell, says the same, and somebody can.
    func allHear(_ voices: Witness.Voice...) -> Bool {
        let telling = witnesses.filter { $0.voice != .silent }
        return !telling.isEmpty && telling.allSatisfy { voices.contains($0.voice) }
    }

    /// More than half of the other members have tried it themselves.
    var hasQuorumOfKnocks: Bool { witnesses.count { $0.way != nil } * 2 > witnesses.count }

    /// Others of whom anything at all was seen.
    private var visibleOthers: Int {
        witnesses.count { facts.instance($0.name) != nil || facts.host($0.name) != nil }
    }

    /// We see neither the primary nor at least half of the others.
    var isObserverAlone: Bool { server == nil && host == nil && visibleOthers * 2 < witnesses.count }

    /// Nothing at all came back to us, neither over SQL nor over SSH.
    var isSilentToUs: Bool {
        let kinds: [Unreachable.Kind?] = [silence, hostSilence?.kind]
        return kinds.allSatisfy { $0 == .timedOut || $0 == .notLookedAt }
    }

    var evidence: [String] {
        [sqlLine, hostLine].compactMap(\.self) + daemonLines + witnesses.map(\.line)
    }

    private var sqlLine: String? {
        if let server {
            let semiSync = server.semiSync.map {
                $0.waitingSessions > 0 ? ", and \($0.waitingSessions) sessions wait" : ""
            }
            return "over SQL: it answers, \(server.writability.isWritable ? "writable" : "read-only")\(semiSync ?? "")"
        }
        return facts.members[primary]?.instance.reason.map { "over SQL: \($0.sentence)" }
    }

    private var hostLine: String? {
        host == nil ? hostSilence.map { "over SSH: \($0.sentence)" } : "over SSH: its host answers"
    }

    private var daemonLines: [String] {
        guard let daemon = host?.daemon else { return [] }
        let processes = processes.map { "process \($0.id) (\($0.name)) is \($0.words)" }
        let listening = daemon.isListening.map { $0 ? "somebody listens on its port" : "nobody listens on its port" }
        let disk = host?.freeBytes.map { $0 < DiskSpace.nothingLeft ? "its disk is full" : nil } ?? nil
        let memory = (daemon.killedForMemory ?? 0) > 0 ? "its kernel has ended processes for lack of memory" : nil
        return (processes.isEmpty ? ["no server process runs there"] : processes)
            + [listening, disk, memory].compactMap(\.self) + daemon.lastWords.map { "its error log: \($0)" }
    }
}

extension ServerProcess {
    fileprivate var words: String {
        if isStopped { return "stopped" }
        return waitsForDisk ? "waiting for a disk" : "there"
    }
}
