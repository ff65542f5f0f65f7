import HactlModel

/// What a GTID set means, in the slowest way: the set of its transactions.
struct NaiveGTIDSet {
    static let uuids = ["3e11fa47-71ca-11e1-9e33-c80aa9429562", "2174b383-5441-11e8-b90a-c80aa9429562"]
    static let tags = ["", "blue", "green_2"]

    /// "uuid:number" or "uuid:tag:number".
    var members: Set<String> = []
    /// The text of intervals that make these members, in no order and overlapping.
    var text = ""

    static func random(using generator: inout SeededGenerator) -> NaiveGTIDSet {
        var set = NaiveGTIDSet()
        for _ in 0..<Int.random(in: 0...12, using: &generator) { set.addRun(using: &generator) }
        return set
    }

    private mutating func addRun(using generator: inout SeededGenerator) {
        let uuid = Bool.random(using: &generator) ? Self.uuids[0] : Self.uuids[1]
        let tag = Self.tags[Int.random(in: 0..<3, using: &generator)]
        let first = Int.random(in: 1...30, using: &generator)
        let last = first + Int.random(in: 0...6, using: &generator)
        let head = tag.isEmpty ? uuid : "\(uuid):\(tag)"
        members.formUnion((first...last).map { "\(head):\($0)" })
        let comma = Bool.random(using: &generator) ? "," : ",\n"
        text += (text.isEmpty ? "" : comma) + "\(head.uppercased()):\(first)-\(last)"
    }
}

extension MySQLGTIDSet {
    var members: Set<String> {
        Set(
            taggedSources.flatMap { source in
                let head = source.tag.map { "\(source.uuid):\($0)" } ?? "\(source.uuid)"
                return intervals(of: source).flatMap { ($0.first...$0.last).map { "\(head):\($0)" } }
            })
    }
}
