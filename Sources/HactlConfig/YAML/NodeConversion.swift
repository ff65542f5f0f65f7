import HactlModel
import Yams

/// Turns Yams' nodes into `Written`: follows merge keys, gives repeated keys their names back, and complains.
struct NodeConversion {
    let file: String
    /// Letters put into repeated keys, and what they were.
    let renamed: [Unicode.Scalar: Unicode.Scalar]
    private(set) var complaints: [Complaint] = []
    /// Aliases of aliases grow exponentially; no honest inventory comes near this.
    private var nodesLeft = 200_000

    init(file: String, renamed: [Unicode.Scalar: Unicode.Scalar]) {
        self.file = file
        self.renamed = renamed
    }

    mutating func written(_ node: Node) -> Written {
        let place = SourcePlace(file, node.mark)
        guard take(at: place) else { return Written(.nothing, at: place) }
        switch node {
        case .scalar(let scalar):
            refuse(disguised: scalar.string, at: place)
            return Written(content(of: scalar), at: place)
        case .sequence(let items): return Written(.list(items.map { written($0) }), at: place)
        case .mapping(let pairs): return Written(.map(entries(of: pairs)), at: place)
        case .alias: return Written(.nothing, at: place)
        }
    }

    private mutating func take(at place: SourcePlace) -> Bool {
        nodesLeft -= 1
        if nodesLeft == 0 {
            complaints.append(
                Complaint(
                    at: place, "The aliases of this file unfold to more than 200000 values.",
                    remedy: "Use groups and defaults instead of aliases."))
        }
        return nodesLeft > 0
    }

    private mutating func refuse(disguised text: String, at place: SourcePlace) {
        guard let flaw = text.disguisedMark else { return }
        complaints.append(
            Complaint(
                at: place, "\(flaw) makes one character with its neighbour, and two for a program that reads bytes.",
                remedy: "Remove what stands next to it and can't be seen, or write a plain line end."))
    }

    private func content(of scalar: Node.Scalar) -> Written.Content {
        let quoted = scalar.style != .plain
        if !quoted && ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
        return .text(restored(scalar.string), quoted: quoted)
    }

    private mutating func entries(of mapping: Node.Mapping) -> [WrittenEntry] {
        var own: [WrittenEntry] = []
        var merged: [WrittenEntry] = []
        for (key, value) in mapping {
            guard let entry = entry(key, value) else { continue }
            if entry.name == "<<" {
                merged += mergedEntries(entry.value)
            } else if let first = own.first(where: { $0.name == entry.name }) {
                complaints.append(.repeated(entry, first: first))
            } else {
                own.append(entry)
            }
        }
        // What stands in the map itself wins over what is merged into it, and the first merged over later ones.
        for entry in merged where !own.contains(where: { $0.name == entry.name }) { own.append(entry) }
        return own
    }

    private mutating func entry(_ key: Node, _ value: Node) -> WrittenEntry? {
        let place = SourcePlace(file, key.mark)
        guard case .scalar(let scalar) = key else {
            complaints.append(
                Complaint(at: place, "This key is \(written(key).kind).", remedy: "Write a word as the key."))
            return nil
        }
        return WrittenEntry(name: restored(scalar.string), place: place, value: written(value))
    }

    private mutating func mergedEntries(_ value: Written) -> [WrittenEntry] {
        switch value.content {
        case .map(let entries): return entries
        case .list(let items): return items.flatMap { mergedEntries($0) }
        case .text, .nothing:
            complaints.append(
                Complaint(
                    at: value.place, "`<<` merges maps, and this is \(value.kind).",
                    remedy: "Name the anchor of a map: <<: *name."))
            return []
        }
    }

    private func restored(_ text: String) -> String {
        guard !renamed.isEmpty else { return text }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.map { renamed[$0] ?? $0 })
        return String(scalars)
    }
}

extension Complaint {
    fileprivate static func repeated(_ entry: WrittenEntry, first: WrittenEntry) -> Complaint {
        Complaint(
            at: entry.place, "`\(entry.name)` is written twice; the first one is in line \(first.place.line).",
            remedy: "Keep one of them, or put both contents under one `\(entry.name)`.")
    }
}
