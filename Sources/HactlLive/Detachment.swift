import Glibc
import Subprocess
import SystemPackage

/// This very command once more, in a session of its own: whoever ends the caller, by whatever signal, does not end it half-way. It
/// has the caller's standard streams.
package enum Detachment {
    /// Waits for it, and answers with its exit code; 128 and the signal's number where one ended it.
    ///
    /// - Parameter arguments: without the program's name.
    package static func run(_ arguments: [String]) async throws -> Int32 {
        var options = PlatformOptions()
        options.createSession = true
        let result = try await Subprocess.run(
            Executable(word: "/proc/self/exe"), arguments: Arguments(arguments), platformOptions: options,
            input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
            output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
        return switch result.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
