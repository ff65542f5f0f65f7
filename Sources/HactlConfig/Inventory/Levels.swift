import HactlModel

/// The levels that clusters and members inherit from: defaults, then groups in order, then the cluster.
struct Levels {
    let environment: ReadingEnvironment
    private let common: Written?
    private let groups: [String: WrittenEntry]
    var complaints: [Complaint] = []

    init(_ documents: [Document], environment: ReadingEnvironment) {
        self.environment = environment
        let shared = InventorySchema.shared
        common = documents.compactMap(\.root).filter { $0["clusters"] == nil }.compactMap { $0["defaults"] }
            .reduce(nil) { lower, upper in lower?.overlaid(by: upper, shared) ?? upper }
        let entries = documents.flatMap { $0.root?["groups"]?.entries ?? [] }
        groups = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
        for entry in entries {
            guard let first = groups[entry.name], first.place != entry.place else { continue }
            complaints.append(.repeatedGroup(entry, first: first.place))
        }
    }

    /// The clusters of a file as far as they can be told.
    mutating func clusters(of document: Document) -> [Cluster] {
        guard let root = document.root else { return [] }
        let own = root["defaults"] ?? Written(.nothing, at: root.place)
        let defaults = Settings(written: common ?? own, environment: environment)
            .overlaid(by: own, InventorySchema.shared)
        let entries = root["clusters"]?.entries ?? []
        return entries.filter { !NameRules.isMisplaced($0.name, InventorySchema.cluster) }.map { entry in
            var building = ClusterBuilding(entry: entry, defaults: defaults, levels: self)
            let cluster = building.cluster()
            complaints += building.complaints
            return cluster
        }
    }

    /// The groups that a cluster or member names, in order. Unknown ones come as complaints.
    func groups(of written: Written) -> (known: [WrittenEntry], complaints: [Complaint]) {
        guard let list = written["groups"], case .list(let items) = list.content else { return ([], []) }
        var (known, complaints): ([WrittenEntry], [Complaint]) = ([], [])
        for item in items {
            guard let name = try? item.text("groups") else { continue }
            if let group = groups[name] {
                known.append(group)
            } else {
                complaints.append(unknownGroup(name, at: item.place))
            }
        }
        return (known, complaints)
    }

    private func unknownGroup(_ name: String, at place: SourcePlace) -> Complaint {
        let remedy =
            groups.isEmpty
            ? "Write it: groups: {\(name): {…}} at the top of a file." : hint(for: name, among: groups.keys.sorted())
        return Complaint(at: place, "There is no group `\(name)`.", remedy: remedy)
    }
}

extension Complaint {
    fileprivate static func repeatedGroup(_ entry: WrittenEntry, first: SourcePlace) -> Complaint {
        Complaint(
            at: entry.place, "The group `\(entry.name)` is already written at \(first).",
            remedy: "Keep one of them, or give this one another name.")
    }
}
