import HactlModel
import HactlPlan

/// The one door through which hactl looks and acts. Behind it stand real servers, or a simulated cluster.
package protocol World: Sendable {
    /// Wall-clock time.
    func now() async -> Moment
    /// Time that never jumps, from an arbitrary start: what deadlines are made of.
    func uptime() async -> Duration
    /// Looks at everything at once and waits for no one longer than `limit`. What could not be seen is an observation
    /// too, with its reason, where the probe asks for a whole instance, host or endpoint; a narrower probe that fails
    /// marks the member unseen.
    func look(at probes: [Probe], within limit: Duration) async -> [Observation]
    /// Does one thing and brings back what it shows. When the limit passes, a statement that may still run in the
    /// server is ended there before this returns; one that can't be seen to have ended is `lingering`.
    func perform(_ action: Action, within limit: Duration) async -> Answer
    /// Opens whatever the actions will need, so that none of them waits for a connection later. Failures are left to
    /// the actions themselves.
    func prepare(for actions: [Action]) async
    /// Lets some time pass between two looks at something that settles by itself.
    func pause(_ span: Duration) async
}

/// What became of an action.
package enum Answer: Equatable, Sendable {
    case done([Observation])
    case failed(ActionFailure)
}

/// Why an action failed, and what is known of its effect.
package struct ActionFailure: Error, Equatable, Sendable {
    package enum Effect: String, Sendable, Codable {
        /// It certainly changed nothing.
        case none
        /// It may have happened: look before deciding.
        case unknown
        /// It may even happen later: what was sent could not be ended. No look can tell.
        case lingering
    }

    package var message: String
    package var effect: Effect

    package init(_ message: String, effect: Effect) {
        self.message = message
        self.effect = effect
    }
}
