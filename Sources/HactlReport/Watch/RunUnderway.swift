import HactlModel

/// A run that is under way.
package struct RunUnderway: Equatable, Sendable {
    package var id: String
    package var playbook: String
    /// Steps that were come to their end.
    package var done: Int
    /// Steps of the plan.
    package var of: Int
    /// What it does now, without a full stop.
    package var words: String

    package init(id: String, playbook: String, done: Int, of: Int, words: String) {
        self.id = id
        self.playbook = playbook
        self.done = done
        self.of = of
        self.words = words
    }
}
