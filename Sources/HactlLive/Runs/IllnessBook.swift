import HactlModel

/// When members of a cluster were last seen to be unfit: the one thing that hactl remembers of a cluster between two runs, so that
/// nobody is trusted again the moment it answers. A book that can't be read says nothing, and nobody is kept waiting.
package struct IllnessBook: Sendable {
    private let path: String

    package init(of cluster: String, in runs: RunDirectory) { path = "\(runs.path)/\(cluster).illness" }

    /// How long ago, by member.
    package func read(at now: Moment) -> [MemberName: Duration] {
        entries.mapValues { max(now - $0, .zero) }
    }

    /// Notes that these are ill now. Answers why that can't be written; `nil` when it is.
    package func note(_ names: [MemberName], at now: Moment) -> String? {
        if names.isEmpty { return nil }
        var entries = entries
        for name in names { entries[name] = now }
        let lines = entries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.milliseconds)\n" }
        return WholeFile.write(lines.joined(), to: path)
    }

    private var entries: [MemberName: Moment] {
        let lines = (RunDirectory.text(at: path) ?? "").split(separator: "\n")
        let pairs = lines.compactMap { line -> (MemberName, Moment)? in
            let words = line.split(separator: " ")
            guard words.count == 2, let time = Int64(words[1]) else { return nil }
            return (MemberName(String(words[0])), Moment(milliseconds: time))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
