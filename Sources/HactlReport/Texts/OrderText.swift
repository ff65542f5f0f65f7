import HactlModel
import HactlPlan

/// What a look said that found nothing to do.
package struct OrderText: Sendable {
    private let scene: Scene

    package init(of scene: Scene) { self.scene = scene }

    /// `Nothing to do: db2 serves 10.0.0.61 and 10.0.0.62; db3 can't serve reads: its applier is stopped.`
    package var nothingToDo: String {
        let clauses = serving + proxies + waiting
        return clauses.isEmpty ? "Nothing to do." : "Nothing to do: \(clauses.joined(separator: "; "))."
    }

    private var serving: [String] {
        let addresses = (scene.cluster.readers?.addresses ?? []).map(\.address)
        return scene.cluster.members.compactMap { member in
            let mine = addresses.filter { scene.facts.holders(ofReader: $0) == [member.name] }
            return mine.isEmpty ? nil : "\(member.name) serves \(mine.joined(separator: " and "))"
        }
    }

    private var proxies: [String] { writes + reads }

    private var writes: [String] {
        let names = scene.cluster.proxies.map(\.name).filter { scene.facts.proxy($0)?.flaws == [] }.map(\.text)
        if names.isEmpty { return [] }
        return [
            "\(names.joined(separator: " and ")) lead\(names.count == 1 ? "s" : "") writes to \(scene.roles.primary)"
        ]
    }

    private var reads: [String] {
        scene.readRoutesInReach.map { route in
            let open = route.open(in: scene.facts)
            return
                "\(route.proxy) gives reads to \(open.isEmpty ? "nobody" : open.map(\.text).joined(separator: " and "))"
        }
    }

    /// Whoever is not well is told although nothing has to be done about it any more.
    private var waiting: [String] {
        guard let health = scene.readerHealth else { return [] }
        return scene.cluster.members.map(\.name).compactMap { name in
            switch health[name] {
            case .fit, .reserve, .excluded: nil
            case .recovering, .late, .unfit: "\(name) \(health[name].clause)"
            }
        }
    }
}
