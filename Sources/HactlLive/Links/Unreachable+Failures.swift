import HactlModel
import HactlMySQL
import HactlSSH

extension Unreachable {
    /// What a failed look over SQL says of the server.
    init(_ failure: SQLFailure) {
        self.init(Self.kind(of: failure.kind), detail: failure.message, remedy: failure.remedy)
    }

    private static func kind(of kind: SQLFailureKind) -> Kind {
        switch kind {
        case .refused: .refused
        case .unreachable, .timedOut, .cancelled: .timedOut
        case .interrupted: .slow
        case .unresolvable: .unresolvable
        case .authentication: .authentication
        case .tooManyConnections: .tooManyConnections
        case .hostBlocked: .blocked
        case .tlsFailed: .tls
        case .connectionLost: .lost
        case .server: .denied
        }
    }

    /// What a failed look over SSH says of the host.
    init(_ failure: SSHFailure) {
        self.init(Self.kind(of: failure.kind), detail: failure.message, remedy: failure.remedy)
    }

    private static func kind(of kind: SSHFailure.Kind) -> Kind {
        switch kind {
        case .refused: .refused
        case .timedOut, .unreachable, .cancelled, .busy: .timedOut
        case .unresolvable: .unresolvable
        case .unknownHostKey, .changedHostKey, .revokedHostKey: .hostKey
        case .authenticationFailed, .keyUnreadable, .algorithmsDiffer: .authentication
        case .connectionLost: .lost
        case .protocolError, .unsendable, .programMissing: .unreadable
        }
    }
}
