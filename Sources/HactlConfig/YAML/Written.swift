import HactlModel

/// A piece of YAML with its place: aliases followed, merge keys merged, nothing taken for a number or a date.
struct Written: Equatable {
    var content: Content
    var place: SourcePlace

    indirect enum Content: Equatable {
        /// A scalar. `quoted` says that the writer insisted on a text.
        case text(String, quoted: Bool)
        case list([Written])
        /// In the order it was written; names are unique.
        case map([WrittenEntry])
        case nothing
    }

    init(_ content: Content, at place: SourcePlace) {
        self.content = content
        self.place = place
    }

    /// The entries of a map; none for anything else.
    var entries: [WrittenEntry] {
        if case .map(let entries) = content { entries } else { [] }
    }

    subscript(name: String) -> Written? { entries.first { $0.name == name }?.value }

    /// What it is, for a complaint: "a list".
    var kind: String {
        switch content {
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        case .nothing: "empty"
        }
    }

    var isNothing: Bool { content == .nothing }

    var isScalarOrList: Bool {
        switch content {
        case .text, .list: true
        case .map, .nothing: false
        }
    }
}
