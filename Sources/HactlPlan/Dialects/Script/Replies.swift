/// What a server answered to the lines of a script so far.
package struct Replies: Sendable, Equatable {
    private var tables: [Topic: [SQLRow]] = [:]
    /// The same of answers that name one thing a row: each is asked for by its name, many times.
    private var named: [Topic: [String: String]] = [:]
    /// Refusals that were tolerated, in order.
    package private(set) var refusals: [Refusal] = []
    /// What stays unknown because of them.
    package private(set) var blindSpots: [String] = []
    private var refused: [Topic: Refusal] = [:]

    package init() {}

    package enum Reply: Sendable, Equatable {
        case table(SQLTable)
        case refused(Refusal)
    }

    /// A later answer to the same question takes the place of an earlier one.
    package mutating func add(_ reply: Reply, to line: ScriptLine) {
        switch reply {
        case .table(let table): if line.topic != .effect { keep(table.records, as: line.topic) }
        case .refused(let refusal):
            refusals.append(refusal)
            refused[line.topic] = refusal
            if let spot = line.blindSpot { blindSpots.append("\(spot): \(refusal.message)") }
        }
    }

    private mutating func keep(_ rows: [SQLRow], as topic: Topic) {
        tables[topic] = rows
        named[topic] = nil
        if topic == .variables || topic == .status {
            named[topic] = rows.reduce(into: [:]) { $0[$1.text("variable_name").lowercased()] = $1.text("value") }
        }
    }

    /// `SHOW GLOBAL VARIABLES`, by names in small letters; without what was not asked for or does not exist there.
    var variables: [String: String] { named[.variables] ?? [:] }
    /// `SHOW GLOBAL STATUS`, likewise.
    var status: [String: String] { named[.status] ?? [:] }

    /// Why a topic was not answered; `nil` where it was, or not asked.
    package func refusal(of topic: Topic) -> Refusal? { refused[topic] }

    package func isRefused(_ topic: Topic, with code: Int) -> Bool { refused[topic]?.code == code }

    /// The rows of a topic; none where it was refused or not asked.
    package func rows(_ topic: Topic) -> [SQLRow] { tables[topic] ?? [] }

    /// The one row of a topic.
    package func row(_ topic: Topic) throws(ScriptFailure) -> SQLRow {
        guard let row = tables[topic]?.first else { throw .unreadable("no row for \(topic.rawValue)") }
        return row
    }

    /// The rows of a topic that must have been answered, even if with none.
    package func answered(_ topic: Topic) throws(ScriptFailure) -> [SQLRow] {
        guard let rows = tables[topic] else { throw .unreadable("no answer about \(topic.rawValue)") }
        return rows
    }
}
