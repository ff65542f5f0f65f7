import FoundationEssentials
import Glibc
import HactlModel

/// Whether somebody has paused a cluster on this machine: a file beside the journals, so that it outlives whoever watches.
package struct PauseBook: Sendable {
    private let path: String

    package init(of cluster: String, in runs: RunDirectory) { path = "\(runs.path)/\(cluster).pause" }

    /// The pause that holds now. A book that can't be understood counts as one: somebody wanted peace.
    package func read(at now: Moment) -> Pause? {
        guard let text = RunDirectory.text(at: path) else { return nil }
        let written = try? JSONDecoder().decode(Pause.self, from: Data(text.utf8))
        let pause = written ?? Pause(until: nil, who: "somebody", reason: "\(path) can't be read")
        return pause.isOver(at: now) ? nil : pause
    }

    /// Answers why it can't be written; `nil` when it is.
    package func write(_ pause: Pause) -> String? {
        guard let data = try? JSONEncoder().encode(pause) else { return "it can't be written as JSON" }
        return WholeFile.write(String(decoding: data, as: UTF8.self) + "\n", to: path)
    }

    /// Answers why it can't be ended; `nil` when there is none any more.
    package func end() -> String? {
        unlink(path) == 0 || errno == ENOENT ? nil : "\(path): \(String(cString: strerror(errno)))"
    }
}
