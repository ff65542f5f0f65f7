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

    /// The command as the login shell of `user` reads it. sshd hands every command to a shell, so this is the one place
    /// where hactl quotes for one.
    func line(for user: String) -> String {
        let prefix = asRoot && user != "root" ? ["sudo", "-n", "--"] : []
        return (prefix + arguments).map(Self.quoted).joined(separator: " ")
    }

    /// A word that a POSIX shell reads as `argument`: "Enclosing characters in single-quotes shall preserve the literal
    /// value of each character within the single-quotes. A single-quote cannot occur within single-quotes."
    static func quoted(_ argument: String) -> String {
        let isPlain = !argument.isEmpty && argument.utf8.allSatisfy(isPlain)
        if isPlain { return argument }
        return "'" + argument.escaping(["'": #"'\''"#]) + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// Refuses what no argument vector can hold.
    func check() throws(SSHFailure) {
        if arguments.isEmpty || arguments.contains(where: { $0.utf8.contains(0) }) {
            throw SSHFailure(
                .unsendable, "A command is empty or has a NUL byte in it.", remedy: "Correct the command.")
        }
    }
}
