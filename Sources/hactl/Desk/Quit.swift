import ArgumentParser
import HactlLive
import HactlReport

/// Ends a command with a message on stderr: what was found, what it means, what to do next.
struct Quit: Error {
    var refusal: Refusal
    /// The cluster that was named is not in the inventory.
    var isUnknownCluster = false
    var code: ArgumentParser.ExitCode

    init(_ refusal: Refusal, code: ArgumentParser.ExitCode) {
        self.refusal = refusal
        self.code = code
    }

    init(_ problem: String, hint: String, code: ArgumentParser.ExitCode) {
        self.init(Refusal(problem, hint: hint.isEmpty ? nil : hint), code: code)
    }
}

/// Runs a command's body; what ends it early is said on stderr, and in the last JSON line.
func saying(_ output: OutputOptions, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let quit as Quit {
        if quit.code == .success {
            if !output.json {
                Terminal.print(
                    ([quit.refusal.problem] + [quit.refusal.hint].compactMap(\.self)).joined(separator: "\n"))
            }
        } else {
            Terminal.complain(quit.refusal.text(output.errorStyle))
        }
        if output.json {
            let now = SystemClock.now()
            Terminal.print(EventLine.diagnostic(quit.refusal, at: now).text)
            Terminal.print(EventLine.end(exitCode: quit.code.rawValue, quit.refusal.problem, at: now).text)
        }
        throw quit.code
    }
}
