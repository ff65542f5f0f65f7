/// How a command ended and what it said.
package struct CommandResult: Hashable, Sendable {
    package var exit: CommandExit
    package var output: [UInt8]
    package var errors: [UInt8]
    /// Whether something was dropped because it passed `HostCommand.outputLimit`.
    package var isCut: Bool

    package init(exit: CommandExit, output: [UInt8] = [], errors: [UInt8] = [], isCut: Bool = false) {
        self.exit = exit
        self.output = output
        self.errors = errors
        self.isCut = isCut
    }

    package var isSuccess: Bool { exit == .status(0) }
    package var outputText: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// How a command ended.
package enum CommandExit: Hashable, Sendable, CustomStringConvertible {
    /// 127 is the shell's "not found", 126 its "not executable".
    case status(Int)
    /// Killed; the name has no `SIG` in front. libssh2 gives status 0 too in this case, so it is a case of its own. The
    /// `ssh` binary doesn't tell: over it a killed command reads `.status(128 + n)`, as a shell says it.
    case signal(String)
    /// The host closed the channel and said neither.
    case untold

    package var description: String {
        switch self {
        case .status(let status): "status \(status)"
        case .signal(let name): "killed by SIG\(name)"
        case .untold: "ended, and the host did not say how"
        }
    }
}
