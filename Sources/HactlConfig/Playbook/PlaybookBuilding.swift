import HactlModel

/// Makes a playbook of what is written; where it can't, it complains and leaves out.
struct PlaybookBuilding {
    var complaints: [Complaint]

    mutating func playbook(_ root: Written) -> Playbook {
        checkKeys(of: root)
        let name = required("playbook", of: root, example: "playbook: switchover")
        let title = attempt { () throws(Complaint) in try root["title"]?.text("title") } ?? nil
        let word = attempt { () throws(Complaint) in
            try root["premise"]?.oneOf(Premise.allCases.map(\.rawValue), "premise")
        }
        let premise = (word ?? nil).flatMap(Premise.init) ?? .livingPrimary
        return Playbook(
            name: name ?? "", title: title ?? name ?? "", premise: premise, checks: checks(root["checks"]),
            steps: topSteps(of: root),
            place: root.place)
    }

    private static let keys = ["playbook", "title", "premise", "checks", "steps"]

    private mutating func checkKeys(of root: Written) {
        guard case .map(let entries) = root.content else {
            complain(
                root.place, "The playbook is \(root.kind) where a map is due.",
                "Begin with `playbook: NAME`, then `title:`, `checks:` and `steps:`.")
            return
        }
        for entry in entries where !PlaybookBuilding.keys.contains(entry.name) {
            complain(
                entry.place, "`\(entry.name)` is no key of a playbook.",
                hint(for: entry.name, among: PlaybookBuilding.keys))
        }
    }

    private mutating func required(_ key: String, of root: Written, example: String) -> String? {
        guard let written = root[key] else {
            if case .map = root.content { complain(root.place, "The playbook lacks `\(key)`.", "Add \(example).") }
            return nil
        }
        return attempt { () throws(Complaint) in try written.word(key) }
    }

    private mutating func checks(_ written: Written?) -> [CheckEntry] {
        guard let written, !written.isNothing else { return [] }
        return items(of: written, "checks", example: "- members-reachable").compactMap { entry in
            named(entry, "check").map { CheckEntry(name: $0.name, arguments: $0.arguments, place: $0.place) }
        }
    }

    private mutating func topSteps(of root: Written) -> [StepEntry] {
        guard case .map = root.content else { return [] }
        guard let written = root["steps"] else {
            complain(root.place, "The playbook lacks `steps`.", "Add steps: and below it one `- kind: {…}` a step.")
            return []
        }
        return steps(written)
    }

    private mutating func steps(_ written: Written) -> [StepEntry] {
        items(of: written, "steps", example: "- close: {on: primary}").compactMap { step($0) }
    }

    private mutating func step(_ written: Written) -> StepEntry? {
        guard let named = named(written, "step") else { return nil }
        let inner = named.value["steps"].map { steps($0) } ?? []
        return StepEntry(
            kind: named.name, arguments: named.arguments.filter { $0.key != "steps" }, steps: inner, place: named.place)
    }

    /// The items of a list that must hold some.
    private mutating func items(of written: Written, _ key: String, example: String) -> [Written] {
        let remedy = "Write a list below it, one `\(example)` a line."
        guard case .list(let items) = written.content else {
            complain(written.place, "`\(key)` is \(written.kind) where a list is due.", remedy)
            return []
        }
        if items.isEmpty { complain(written.place, "`\(key)` is an empty list.", remedy) }
        return items
    }

    private mutating func named(_ written: Written, _ what: String) -> NamedArguments? {
        attempt { () throws(Complaint) in try NamedArguments(written, what) }
    }

    /// Runs `read`; what it throws joins the complaints.
    private mutating func attempt<Value>(_ read: () throws(Complaint) -> Value) -> Value? {
        do throws(Complaint) {
            return try read()
        } catch {
            complaints.append(error)
            return nil
        }
    }

    private mutating func complain(_ place: SourcePlace, _ problem: String, _ remedy: String) {
        complaints.append(Complaint(at: place, problem, remedy: remedy))
    }
}
