import HactlModel

/// The end of a command's errors that tells its status. `ssh` exits with 255 when the link is lost, but a command may do
/// that too, and a command that was killed reads 255 as well.
struct ExitMark: Sendable {
    private let name: String

    /// Random, so that a command can't say it by chance.
    init() { name = String(UInt64.random(in: 0...UInt64.max), radix: 36) }

    /// What the host's shell is given to run.
    func wrap(_ line: String) -> String {
        "sh -c " + (#"\#(line); printf '\036\#(name) %d\036' "$?" >&2"#).asShellWord
    }

    /// The status, if the mark is at the end of `errors`; and how many bytes the mark takes.
    func status(at errors: [UInt8]) -> (status: Int, length: Int)? {
        guard errors.last == 30, let start = errors.dropLast().lastIndex(of: 30) else { return nil }
        let words = String(decoding: errors[(start + 1)...].dropLast(), as: UTF8.self).split(separator: " ")
        guard words.count == 2, words[0] == name, let status = Int(words[1]) else { return nil }
        return (status, errors.count - start)
    }
}
