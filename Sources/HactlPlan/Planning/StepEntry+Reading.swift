import HactlModel

extension StepEntry {
    /// Complains about the first argument that this kind of step doesn't know.
    package func allow(_ known: [String]) throws(Complaint) {
        if let complaint = unknownArguments(known: known).first { throw complaint }
    }

    /// The members an argument selects, in the order of their roles; `otherwise` where it isn't given.
    package func members(_ key: String, in scene: Scene, otherwise: [MemberName]) throws(Complaint) -> [MemberName] {
        guard let argument = arguments[key] else { return otherwise }
        var selected: [MemberName] = []
        for word in try argument.selectors(key) {
            selected += try MemberSelector.members(word.text, at: word.place, in: scene)
        }
        return selected
    }

    package func member(_ key: String, in scene: Scene, otherwise: MemberName) throws(Complaint) -> MemberName {
        let selected = try members(key, in: scene, otherwise: [otherwise])
        guard let only = selected.first, selected.count == 1 else {
            throw Complaint(
                at: arguments[key]?.place ?? place, "`\(key)` of `\(kind)` selects \(selected.count) members.",
                remedy: "Name exactly one: primary, candidate, or a member of the inventory.")
        }
        return only
    }

    package func duration(_ key: String, in scene: Scene, otherwise: Duration) throws(Complaint) -> Duration {
        try arguments[key]?.duration(key, limits: scene.cluster.limits) ?? otherwise
    }

    package func text(_ key: String) throws(Complaint) -> String? { try arguments[key]?.text(key) }

    package func number(_ key: String, in range: ClosedRange<Int>, otherwise: Int) throws(Complaint) -> Int {
        try arguments[key]?.number(key, in: range) ?? otherwise
    }

    package func flag(_ key: String) throws(Complaint) -> Bool { try arguments[key]?.flag(key) ?? false }
}
