import ArgumentParser
import HactlLive

/// Ends a command with a message on stderr: what was found, what it means, what to do next.
struct Quit: Error {
    var message: String
    var hint: String
    var code: ExitCode

    init(_ message: String, hint: String, code: ExitCode) {
        self.message = message
        self.hint = hint
        self.code = code
    }

    /// Says it, and answers with the code to exit with.
    func say() -> ExitCode {
        Terminal.complain("Error: \(message)" + (hint.isEmpty ? "" : "\n  HINT: \(hint)"))
        return code
    }
}

/// Runs a command's body; what ends it early is said on stderr.
func saying(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let quit as Quit {
        throw quit.say()
    }
}
