/// A command that was started and whose input is still open, such as `ip -batch -` or `sh`.
package protocol OpenCommand: Sendable {
    /// Sends one line; the newline is added. Returns when the line is on its way, not when it was read.
    func write(_ line: String, within limit: Duration) async throws(SSHFailure)

    /// The next line of the command's output without its newline; `nil` after the last one.
    /// A line that had come in part when the limit passed is not lost: the next call goes on with it.
    func readLine(within limit: Duration) async throws(SSHFailure) -> String?

    /// Ends the input, waits for the command to end, and hands over what it said and nobody had read.
    func finish(within limit: Duration) async throws(SSHFailure) -> CommandResult

    /// Lets the command go without waiting for it.
    func close() async
}
