extension MySQLGTIDSet {
    /// What the server prints, on one line: `uuid:1-5:tag:1-3,uuid:7`.
    package var description: String {
        sources.map { "\($0)\(tail(of: $0) { $0.map(\.description) })" }.joined(separator: ",")
    }

    /// For a line of a plan: UUIDs by their first eight digits, at most three of them, long runs of intervals cut.
    package var brief: String {
        guard !isEmpty else { return "nothing" }
        let shown = sources.prefix(3).map { "\(shortName(of: $0))\(tail(of: $0, Self.cut))" }
        let more = sources.count > 3 ? ["and \(sources.count - 3) more sources"] : []
        return (shown + more).joined(separator: ", ")
    }

    /// `:1-5:9:tag:1-3`, with the server's order: no tag, then the tags.
    private func tail(of uuid: ServerUUID, _ print: (GTIDIntervals) -> [String]) -> String {
        taggedSources.filter { $0.uuid == uuid }.map { source in
            let tag = source.tag.map { ":\($0)" } ?? ""
            return tag + print(intervals(of: source)).map { ":" + $0 }.joined()
        }.joined()
    }

    private static func cut(_ intervals: GTIDIntervals) -> [String] {
        let all = intervals.map(\.description)
        return all.count <= 4 ? all : all.prefix(2) + ["…"] + all.suffix(1)
    }

    /// Eight digits, or the whole UUID when another source has the same eight.
    private func shortName(of uuid: ServerUUID) -> String {
        sources.count { $0.brief == uuid.brief } == 1 ? uuid.brief : uuid.description
    }
}
