import HactlModel
import HactlMySQL
import HactlPlan

/// Why a script did not do.
enum ScriptTrouble: Error {
    /// The connection, or a statement that was refused.
    case failed(SQLFailure)
    /// Everything was answered, and the answer doesn't do.
    case unread(ScriptFailure)

    var failure: SQLFailure {
        switch self {
        case .failed(let failure): failure
        case .unread(let failure):
            SQLFailure(.server(code: 0, sqlState: ""), message: failure.sentence, remedy: "", provesLife: true)
        }
    }
}

extension SQLConnection {
    /// Goes through the rounds of a script, one round trip each, and reads the answers.
    func run<Answer>(_ script: Script<Answer>, within limit: Duration) async throws(ScriptTrouble) -> Answer {
        let start = ContinuousClock.now
        var replies = Replies()
        for round in script.rounds where round.isNeeded(replies) {
            try await run(round, into: &replies, within: limit - (.now - start))
        }
        do throws(ScriptFailure) { return try script.read(replies) } catch { throw .unread(error) }
    }

    /// A server stops at the first statement it refuses. Where that is tolerated, the rest is sent anew.
    private func run(
        _ round: Round, into replies: inout Replies, within limit: Duration
    ) async throws(ScriptTrouble) {
        let start = ContinuousClock.now
        var index = 0
        while index < round.lines.count {
            do throws(SQLFailure) {
                let results = try await query(
                    round.reveal(from: index), within: limit - (.now - start), hiding: round.secrets)
                return replies.add(results, to: round.lines.dropFirst(index))
            } catch {
                let failed = index + error.statementIndex
                guard
                    case .server(let code, _) = error.kind, failed < round.lines.count,
                    round.lines[failed].tolerance.covers(code)
                else { throw .failed(error) }
                replies.add(error.resultsBefore, to: round.lines.dropFirst(index))
                replies.add(.refused(Refusal(code: code, message: error.message)), to: round.lines[failed])
                index = failed + 1
            }
        }
    }
}

extension Replies {
    /// One result for each line, in order. A playbook's own text may answer with more; its results are not read.
    fileprivate mutating func add(_ results: [ResultSet], to lines: ArraySlice<ScriptLine>) {
        for (result, line) in zip(results, lines) where !line.isForeign {
            add(.table(SQLTable(columns: result.columns, rows: result.rows)), to: line)
        }
    }
}
