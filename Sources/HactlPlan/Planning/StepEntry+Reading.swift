import HactlModel

extension StepEntry {
    /// Complains about an argument that this kind of step doesn't know.
    package func allow(_ known: [String]) throws(Complaint) {
        for (name, argument) in arguments.sorted(by: { $0.value.place < $1.value.place }) where !known.contains(name) {
            throw Complaint(
                at: argument.place, "'\(kind)' knows no '\(name)'.",
                remedy: known.isEmpty ? "It takes no arguments." : "It takes: \(known.joined(separator: ", ")).")
        }
    }

    /// The members an argument selects, in the order of their roles; `otherwise` where it isn't given.
    package func members(_ key: String, in scene: Scene, otherwise: [MemberName]) throws(Complaint) -> [MemberName] {
        guard let argument = arguments[key] else { return otherwise }
        var selected: [MemberName] = []
        for word in try argument.words(for: key, of: kind) {
            selected += try MemberSelector.members(word.text, at: word.place, in: scene)
        }
        return selected
    }

    package func member(_ key: String, in scene: Scene, otherwise: MemberName) throws(Complaint) -> MemberName {
        let selected = try members(key, in: scene, otherwise: [otherwise])
        guard let only = selected.first, selected.count == 1 else {
            throw Complaint(
                at: arguments[key]?.place ?? place, "'\(key)' of '\(kind)' selects \(selected.count) members.",
                remedy: "Name exactly one: primary, candidate, or a member of the inventory.")
        }
        return only
    }

    package func duration(_ key: String, in scene: Scene, otherwise: Duration) throws(Complaint) -> Duration {
        guard let argument = arguments[key] else { return otherwise }
        guard case .text(let text) = argument.value, let duration = LimitReference.duration(text, in: scene) else {
            throw Complaint(
                at: argument.place, "'\(key)' of '\(kind)' is not a duration.",
                remedy: "Write a number with its unit (250ms, 2s, 5m) or a limit of the cluster (limits.freeze).")
        }
        return duration
    }

    package func text(_ key: String) throws(Complaint) -> String? {
        guard let argument = arguments[key] else { return nil }
        guard case .text(let text) = argument.value else {
            throw Complaint(at: argument.place, "'\(key)' of '\(kind)' is not a text.", remedy: "Write one value.")
        }
        return text
    }

    package func required(_ key: String) throws(Complaint) -> Argument {
        guard let argument = arguments[key] else {
            throw Complaint(at: place, "'\(kind)' needs '\(key)'.", remedy: "Add '\(key)' to its arguments.")
        }
        return argument
    }
}

extension Argument {
    /// One word or a list of words, each with its place.
    package func words(for key: String, of kind: String) throws(Complaint) -> [(text: String, place: SourcePlace)] {
        switch value {
        case .text(let text): return [(text, place)]
        case .list(let items):
            var words: [(text: String, place: SourcePlace)] = []
            for item in items {
                guard case .text(let text) = item.value else { throw notWords(key, kind, at: item.place) }
                words.append((text, item.place))
            }
            return words
        case .map, .nothing: throw notWords(key, kind, at: place)
        }
    }

    private func notWords(_ key: String, _ kind: String, at place: SourcePlace) -> Complaint {
        Complaint(at: place, "'\(key)' of '\(kind)' is not a word or a list of words.", remedy: "Write [a, b] or a.")
    }
}
