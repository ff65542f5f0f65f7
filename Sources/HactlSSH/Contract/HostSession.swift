/// A session with a host: commands, and ways to ports that are seen from there. It does not say who speaks SSH.
///
/// Every call ends within its limit. A session must be closed by whoever opened it; tunnels keep it alive until then.
package protocol HostSession: Sendable {
    /// Runs one command to its end and hands over what it said. A command that fails is a result, not an error.
    ///
    /// Throws with `effect == .unknown` when the link was lost, the limit passed or the task was cancelled after the
    /// command had been sent. The command goes on running on the host then; the session stays usable unless the kind is
    /// `connectionLost`.
    func run(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> CommandResult

    /// Starts a command and leaves its input open: lines are written later, at the moment they matter.
    /// `HostCommand.input` is not used.
    func open(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> any OpenCommand

    /// Listens on a free loopback TCP port and leads what connects there to a port as seen from the host.
    ///
    /// TCP and not a Unix socket: MySQL's clients take a Unix socket for a safe place and send the password in clear.
    /// Any user of this machine can connect to the port while it is open.
    func forward(to host: String, port: Int, within limit: Duration) async throws(SSHFailure) -> Tunnel

    /// Hangs up, and closes what was opened through this session. Calls under way fail with `connectionLost`.
    func close() async
}
