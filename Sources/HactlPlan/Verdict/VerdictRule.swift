import HactlModel

/// One row of the table by which a primary is judged: the first that holds is the verdict.
struct VerdictRule: Sendable {
    let kind: VerdictKind
    /// Why, as a clause after "db1 is hung: ".
    let because: String
    let holds: @Sendable (Inquest) -> Bool

    init(_ kind: VerdictKind, _ because: String, _ holds: @escaping @Sendable (Inquest) -> Bool) {
        self.kind = kind
        self.because = because
        self.holds = holds
    }
}

extension VerdictRule {
    /// In this order: what proves life comes before what proves death, and where nothing is proven nothing is said.
    static let all = answering + turnedAway + ourselves + hostSeen + hostUnseen

    private static let answering = [
        VerdictRule(.semiSyncLocked, "its commits wait for an acknowledgement, and too few replicas are there") {
            $0.server?.semiSync?.isLocked == true
        },
        VerdictRule(.hung, "it answers, and its disk is full: it takes no writes") {
            $0.server != nil && $0.host?.isFull == true
        },
        VerdictRule(.healthy, "it answers") { $0.server != nil },
    ]

    /// Only a server that lives can say no.
    private static let turnedAway = [
        VerdictRule(.hung, "it let us in, did not answer, and waits for a disk") {
            $0.silence == .slow && ($0.host?.isFull == true || $0.processes.contains(where: \.waitsForDisk))
        },
        VerdictRule(.overloaded, "it let us in and did not answer in time") { $0.silence == .slow },
        VerdictRule(.refused, "it turns us away, so it lives") { inquest in
            let refusals: [Unreachable.Kind] = [
                .authentication, .tooManyConnections, .blocked, .tls, .denied, .unreadable,
            ]
            return inquest.silence.map(refusals.contains) ?? false
        },
    ]

    private static let ourselves = [
        VerdictRule(.observerIsolated, "we see neither it nor most of the others: we are the one who is cut off") {
            $0.isObserverAlone
        }
    ]

    private static let hostSeen = [
        VerdictRule(.processDead, "its host is well, and no server runs there") {
            $0.host != nil && $0.processes.isEmpty && $0.host?.daemon.isListening != true
                && $0.isUnanswering && !$0.hears(.greeted) && !$0.hears(.ignored)
        },
        VerdictRule(.hung, "its server is stopped (SIGSTOP, or a debugger)") {
            $0.processes.contains(where: \.isStopped) && !$0.hears(.greeted)
        },
        VerdictRule(.partition, "others reach it: something between us and its port is in the way") {
            $0.host != nil && $0.hears(.greeted)
        },
        VerdictRule(.starting, "its server runs and does not listen yet: it recovers, and may be back soon") {
            !$0.processes.isEmpty && $0.host?.daemon.isListening == false
        },
        VerdictRule(.hung, "its server waits for a disk and answers nobody") {
            $0.processes.contains(where: \.waitsForDisk) && $0.isUnanswering
        },
        VerdictRule(.hung, "its server runs, listens, and answers nobody") {
            !$0.processes.isEmpty && $0.silence == .timedOut && $0.allHear(.ignored)
        },
    ]

    private static let hostUnseen = [
        VerdictRule(.partition, "others reach it: we are cut off from it") { $0.host == nil && $0.hears(.greeted) },
        VerdictRule(.hung, "its kernel takes connections, and its server answers nobody") {
            $0.host == nil && $0.hears(.ignored) && $0.allHear(.ignored, .hostOnly)
        },
        VerdictRule(.processDead, "from everywhere its host answers that nobody listens") {
            $0.host == nil && $0.silence == .refused && $0.hasQuorumOfKnocks && $0.allHear(.refused)
        },
        VerdictRule(.hostDead, "nobody reaches anything of it, neither its server nor its host") {
            $0.isSilentToUs && $0.hasQuorumOfKnocks && $0.allHear(.nothing)
        },
    ]
}

extension Inquest {
    /// It gave no sign over SQL: refused, timed out or lost.
    fileprivate var isUnanswering: Bool {
        switch silence {
        case .refused?, .timedOut?, .lost?: true
        default: false
        }
    }
}

extension HostFacts {
    var isFull: Bool { freeBytes.map { $0 < DiskSpace.nothingLeft } ?? false }
}

extension SemiSyncFacts {
    /// Sessions wait, and nobody is there who could acknowledge.
    var isLocked: Bool { sourceEnabled && sourceActive && waitingSessions > 0 && connectedReplicas < waitCount }
}
