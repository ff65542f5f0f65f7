/// Why a host could not be reached or a command could not be run, in words for the operator.
package struct SSHFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var kind: Kind
    /// What happened, in one sentence.
    package var message: String
    /// What to do about it, in one sentence.
    package var remedy: String
    package var effect: Effect

    package init(_ kind: Kind, _ message: String, remedy: String, effect: Effect = .none) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
        self.effect = effect
    }

    package enum Kind: String, CaseIterable, Sendable {
        /// Nothing listens there, or the far side refused a forwarded port.
        case refused
        case timedOut, unresolvable, unreachable
        case unknownHostKey, changedHostKey, revokedHostKey
        case authenticationFailed, keyUnreadable
        /// Client and server have no cipher, key exchange or key type in common.
        case algorithmsDiffer
        /// sshd hung up before it spoke SSH: `MaxStartups`, or a penalty.
        case busy
        case connectionLost, cancelled, protocolError
        /// The command can't be written as an argument vector.
        case unsendable
        /// The `ssh` binary could not be started.
        case programMissing
    }

    /// What may have happened on the host.
    package enum Effect: String, Sendable {
        /// The command was not started.
        case none
        /// The command had been sent: it may have run, it may be running.
        case unknown
    }

    package var description: String { "\(message) \(remedy)" }

    static func ended(_ host: String) -> SSHFailure {
        SSHFailure(
            .protocolError, "The command on \(host) has ended or was let go.",
            remedy: "Look at what it said, and start it again.", effect: .unknown)
    }

    /// The same failure, met after the command had been sent.
    func withEffect(_ effect: Effect) -> SSHFailure {
        var failure = self
        failure.effect = effect
        return failure
    }
}
