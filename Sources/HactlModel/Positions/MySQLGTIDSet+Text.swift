extension MySQLGTIDSet {
    /// What the server prints, on one line: `uuid:1-5:tag:1-3,uuid:7`.
    package var description: String {
        servers.map { "\($0.uuid)\(tail(of: $0.sources) { $0.map(\.description) })" }.joined(separator: ",")
    }

    /// For a line of a plan: UUIDs by their first eight digits, at most three of them, long runs of intervals cut.
    package var brief: String {
        guard !isEmpty else { return "nothing" }
        let all = servers
        let names = Dictionary(grouping: all.map(\.uuid), by: \.brief)
        let shown = all.prefix(3).map { server in
            let isPlain = names[server.uuid.brief]?.count == 1
            return (isPlain ? server.uuid.brief : server.uuid.description) + tail(of: server.sources, Self.cut)
        }
        return (shown + (all.count > 3 ? ["and \(all.count - 3) more sources"] : [])).joined(separator: ", ")
    }

    /// Each server with its sources, in the order they are printed.
    private var servers: [(uuid: ServerUUID, sources: [GTIDSource])] {
        Dictionary(grouping: taggedSources, by: \.uuid).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// `:1-5:9:tag:1-3`.
    private func tail(of sources: [GTIDSource], _ print: (GTIDIntervals) -> [String]) -> String {
        sources.map { source in
            let tag = source.tag.map { ":\($0)" } ?? ""
            return tag + print(intervals(of: source)).map { ":" + $0 }.joined()
        }.joined()
    }

    private static func cut(_ intervals: GTIDIntervals) -> [String] {
        guard intervals.count > 4 else { return intervals.map(\.description) }
        return intervals.prefix(2).map(\.description) + ["…"] + intervals.suffix(1).map(\.description)
    }
}
