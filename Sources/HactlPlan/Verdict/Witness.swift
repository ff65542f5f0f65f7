import HactlModel

/// What another member knows of the primary: how far its host gets to it, and what its own replication says.
struct Witness {
    let name: MemberName
    /// `nil` where it could not be tried.
    let way: WayFacts?
    /// `nil` where the server was not seen, or does not follow the primary.
    let receiver: ThreadState?

    init(_ name: MemberName, of primary: MemberName, in cluster: Cluster, _ facts: Facts) {
        self.name = name
        way = facts.ways[primary]?[name]?.value
        receiver =
            facts.instance(name)?.channels.first { facts.source(of: $0, in: cluster) == primary }?.receiver
    }

    /// What it says, the knock before the receiver: a receiver whose source lost its power goes on running until
    /// `replica_net_timeout`, 60 s by default.
    var voice: Voice {
        switch (way?.server, way?.host) {
        case (.answers?, _): return .greeted
        case (.mute?, _): return .ignored
        case (.refuses?, _): return .refused
        case (_?, let host?): return host.showsLife ? .hostOnly : .nothing
        case (nil, _), (_, nil): return receiver == .running ? .greeted : .silent
        }
    }

    enum Voice: Equatable {
        /// The server speaks to it, or its replication runs and nothing else is known.
        case greeted
        /// The kernel takes its connection, and the server says nothing.
        case ignored
        /// The kernel answers that nobody listens.
        case refused
        /// The host answers; of the server nothing is heard.
        case hostOnly
        case nothing
        /// It can't tell.
        case silent
    }

    /// Its testimony, as a line without a full stop.
    var line: String {
        let knock = way.map { "the server \($0.server.words), the host \($0.host.words)" } ?? "it could not be tried"
        let channel = receiver.map { "; its receiver \($0.short)" } ?? ""
        return "from \(name): \(knock)\(channel)"
    }
}

extension ThreadState {
    /// Without what the server says beyond the error's number.
    fileprivate var short: String {
        switch self {
        case .running: "runs"
        case .connecting(let error): "is connecting" + Self.number(in: error)
        case .stopped(let error): "is stopped" + Self.number(in: error)
        }
    }

    private static func number(in error: String) -> String {
        let head = error.prefix { $0 != ":" }
        return head.isEmpty ? "" : " (\(head))"
    }
}
