/// What is sent to a server for a verb or a look, and how the answers are read.
///
/// The door goes through the rounds in order:
///
///     var replies = Replies()
///     for round in script.rounds where round.isNeeded(replies) {
///         // send round.reveal(from: 0); for each line replies.add(.table(…), to: line);
///         // a refusal that line.tolerance covers: replies.add(.refused(…), to: line), then reveal(from: index + 1);
///         // any other refusal is the script's failure
///     }
///     let answer = try script.read(replies)
package struct Script<Answer: Sendable>: Sendable {
    package let rounds: [Round]
    private let reading: @Sendable (Replies) throws(ScriptFailure) -> Answer

    package init(_ rounds: [Round], reading: @escaping @Sendable (Replies) throws(ScriptFailure) -> Answer) {
        self.rounds = rounds
        self.reading = reading
    }

    /// A script of one round trip.
    package init(
        _ lines: [ScriptLine], reading: @escaping @Sendable (Replies) throws(ScriptFailure) -> Answer
    ) {
        self.init([Round(lines)], reading: reading)
    }

    package func read(_ replies: Replies) throws(ScriptFailure) -> Answer { try reading(replies) }
}

extension Script: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { rounds.map(\.description).joined(separator: "\n--\n") }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["text": description]) }
}
