import HactlModel

/// One command for a host: an argument vector, never a line of shell. It is quoted for the remote shell where it is
/// sent, in one place.
package struct Errand: Hashable, Sendable {
    package var arguments: [String]
    package var asRoot: Bool
    /// Handed to its standard input, which is then closed.
    package var input: String?

    package init(_ arguments: [String], asRoot: Bool = false, input: String? = nil) {
        self.arguments = arguments
        self.asRoot = asRoot
        self.input = input
    }

    /// The vector to send. `sudo -n` never asks: without the right it ends at once with 1, "a password is required".
    package func vector(on tools: HostTools) -> [String] {
        asRoot && !tools.isRoot ? ["sudo", "-n"] + arguments : arguments
    }
}
