import Foundation
import HactlModel
import HactlPlan

/// Answers of real servers to `lookScript(for: .instance)`, one entry a line of the script.
enum Recorded {
    struct Entry: Decodable {
        var c: [String]
        var r: [[String?]]
    }

    static func facts(
        of text: String, by dialect: any Dialect, connections: [UInt64] = []
    ) throws -> InstanceFacts? {
        let context = ScriptContext(member: "db1", cluster: "shop", connections: connections)
        guard let script = dialect.lookScript(for: .instance("db1"), context: context) else { return nil }
        let entries = try JSONDecoder().decode([Entry].self, from: Data(text.utf8))
        var replies = Replies()
        for (line, entry) in zip(script.rounds[0].lines, entries) {
            replies.add(.table(SQLTable(columns: entry.c, rows: entry.r)), to: line)
        }
        guard case .instance(_, .seen(let facts))? = try script.read(replies).first else { return nil }
        return facts
    }
}
