import HactlModel

/// A command for a host: an argument vector, never a line for a shell.
package struct HostCommand: Hashable, Sendable {
    /// The program and its arguments.
    package var arguments: [String]
    /// Whether the command needs root: it is run by `sudo -n`, unless the session is root's already.
    package var asRoot: Bool
    /// What the command reads. Its input ends after that.
    package var input: [UInt8]
    /// How many bytes of output, and of errors, are kept; the rest is read and dropped.
    package var outputLimit: Int

    package init(_ arguments: [String], asRoot: Bool = false, input: [UInt8] = [], outputLimit: Int = 8 << 20) {
        self.arguments = arguments
        self.asRoot = asRoot
        self.input = input
        self.outputLimit = outputLimit
    }

    /// The command as the login shell of `user` reads it: sshd hands every command to a shell.
    func line(for user: String) -> String {
        let prefix = asRoot && user != "root" ? ["sudo", "-n", "--"] : []
        return (prefix + arguments).map(\.asShellWord).joined(separator: " ")
    }

    /// Refuses what no argument vector can hold.
    func check() throws(SSHFailure) {
        if arguments.isEmpty || arguments.contains(where: { $0.utf8.contains(0) }) {
            throw SSHFailure(
                .unsendable, "A command is empty or has a NUL byte in it.", remedy: "Correct the command.")
        }
    }
}
