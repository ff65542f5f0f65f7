/// How far one host gets to a member: to its server's port, and to its host at all. Tried from another member's host, for
/// what hactl's own machine can't reach may be well.
package struct WayFacts: Hashable, Sendable, Codable {
    package var server: Door
    package var host: Door

    package init(server: Door, host: Door) {
        self.server = server
        self.host = host
    }
}

/// What became of a connection to a port.
package enum Door: String, Sendable, Codable, CaseIterable {
    /// It was taken, and something was said.
    case answers
    /// It was taken, and nothing was said in time: the kernel takes connections for a program that is stopped, too.
    case mute
    /// Refused: a kernel answers, and nobody listens.
    case refuses
    /// Nothing came back in time.
    case silent
    /// No way leads there: no answer to ARP, or no route.
    case gone

    /// Whether somebody there has sent a packet.
    package var showsLife: Bool {
        switch self {
        case .answers, .mute, .refuses: true
        case .silent, .gone: false
        }
    }

    package var words: String {
        switch self {
        case .answers: "answers"
        case .mute: "takes the connection and says nothing"
        case .refuses: "refuses"
        case .silent: "does not answer"
        case .gone: "can't be found on the network"
        }
    }
}
