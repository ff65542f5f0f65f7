import Glibc
import Subprocess

extension StandardInputWriter {
    /// Writes a text and ends the input. A program that reads no more is no failure of ours: how it ends says what became of it.
    ///
    /// `input: .string(…)` does not forgive that: swift-subprocess 1.0 ends the process when a write fails, for the descriptor that it
    /// leaves open.
    func feed(_ text: String) async {
        _ = Self.ignoresBrokenPipes
        if !text.isEmpty { _ = try? await write(Array(text.utf8)) }
        try? await finish()
    }

    /// A program that ends before it has read its input must not take hactl with it.
    private static let ignoresBrokenPipes: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return true
    }()
}
