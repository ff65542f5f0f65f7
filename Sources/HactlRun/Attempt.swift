import HactlModel
import HactlPlan

/// One step being taken: judged, acted on, judged again.
struct Attempt: Sendable {
    struct Result: Sendable {
        var observations: [Observation]
        var end: End
        /// Whether anything was sent.
        var hasActed = false
        /// Whether anything was changed, as far as is known.
        var hasEffect = false
        /// What was given up and may happen later, as sentences.
        var lingering: [String] = []
    }

    enum End: Equatable, Sendable {
        case satisfied(because: String, skipped: Bool)
        case failed(because: String)
    }

    private let step: any Step
    private let world: any World
    private let deadline: Deadline
    private let interruption: any Interruption
    /// Told how far a step is that settles.
    private let tell: @Sendable (String, StepProgress?) async -> Void
    /// An action that did not do is tried again: its answer may have been lost, or the world moved meanwhile.
    private static let mostTries = 3

    init(
        of step: any Step, in world: any World, until deadline: Deadline, heeding interruption: any Interruption,
        telling tell: @escaping @Sendable (String, StepProgress?) async -> Void
    ) {
        self.interruption = interruption
        self.tell = tell
        self.step = step
        self.world = world
        self.deadline = deadline
    }

    func make(from known: Facts) async -> Result {
        var progress = Progress(facts: known)
        if case .satisfied(let reason) = step.status(in: known) {
            return Result(observations: [], end: .satisfied(because: reason, skipped: true))
        }
        while true {
            switch step.status(in: progress.facts) {
            case .satisfied(let reason): return progress.ended(.satisfied(because: reason, skipped: false))
            case .blocked(let reason):
                guard progress.isBlindlyBlocked, await !isOver() else {
                    return progress.ended(.failed(because: progress.words(reason)))
                }
                await look(&progress)
                progress.isBlindlyBlocked = false
            case .settling(let reason):
                if await isOver() { return progress.ended(.failed(because: progress.words(reason))) }
                if await isSilentForTooLong(&progress) { return progress.ended(.failed(because: reason)) }
                if let signal = await report(reason, &progress) {
                    return progress.ended(.failed(because: "\(signal) received; \(reason)"))
                }
                await settle(&progress)
            case .pending(let reason):
                if await isOver() || progress.tries == Self.mostTries {
                    return progress.ended(.failed(because: progress.words(reason)))
                }
                await act(&progress)
            }
        }
    }

    /// Of a step that may take hours is told how far it is, and nobody who asks to stop waits for its end. Answers with the
    /// signal.
    private func report(_ reason: String, _ progress: inout Progress) async -> String? {
        guard step.pace >= .seconds(1) else { return nil }
        let now = await world.uptime()
        if progress.toldAt.map({ now - $0 >= step.pace }) ?? true {
            progress.toldAt = now
            await tell(reason, step.progress(in: progress.facts))
        }
        return await interruption.request()
    }

    private func isSilentForTooLong(_ progress: inout Progress) async -> Bool {
        guard let silence = step.silence, let member = step.subject else { return false }
        if progress.facts.instance(member) != nil {
            progress.unseenSince = nil
            return false
        }
        let now = await world.uptime()
        let since = progress.unseenSince ?? now
        progress.unseenSince = since
        return now - since > silence
    }

    private func isOver() async -> Bool { deadline.hasPassed(at: await world.uptime()) }

    private func timeLeft() async -> Duration { deadline.left(at: await world.uptime()) }

    private func act(_ progress: inout Progress) async {
        progress.tries += 1
        for action in step.actions(in: progress.facts) {
            switch await world.perform(action, within: min(await timeLeft(), action.patience)) {
            case .done(let observations):
                progress.hasEffect = true
                progress.see(observations)
            case .failed(let failure):
                progress.failure = failure.message
                if failure.effect != .none { progress.hasEffect = true }
                if failure.effect == .lingering { progress.lingering.append(failure.message) }
                // Once may be once too often already.
                if action.isForeign, failure.effect != .none { progress.tries = Self.mostTries }
                // Also when the time is over: what is unknown is looked at before anything is decided.
                await look(&progress)
                return
            }
        }
        // What an action's answer doesn't show must be looked for.
        if !step.status(in: progress.facts).isSatisfied, await !isOver() { await look(&progress) }
    }

    private func settle(_ progress: inout Progress) async {
        await world.pause(progress.nextPause(atMost: step.pace))
        await look(&progress)
    }

    private func look(_ progress: inout Progress) async {
        let probes = progress.facts.widened(step.probes)
        progress.see(await world.look(at: probes, within: max(await timeLeft(), Patience.lastLook)))
    }
}

extension Action {
    /// The longest an action may take even where there is more time: what hangs is looked at, and tried again.
    var patience: Duration {
        switch self {
        case .sql(_, .awaitTransactions(_, let limit)), .sql(_, .awaitEnd(_, let limit)): limit + .seconds(1)
        case .sql(_, .close(let lockWait)): lockWait + .seconds(1)
        case .sql(_, .custom(let statement)): statement.timeout
        case .host(_, .run(let command)), .local(let command): command.timeout
        case .proxy(_, .prepare): .seconds(10)
        case .sql, .host, .proxy: .seconds(3)
        }
    }

    /// A playbook's own words: nobody here knows what they do, nor how long they take.
    var isForeign: Bool {
        switch self {
        case .sql(_, .custom), .host(_, .run), .local: true
        case .sql, .host, .proxy: false
        }
    }
}

extension Attempt {
    /// What an attempt has seen and tried so far.
    private struct Progress {
        var facts: Facts
        var seen: [Observation] = []
        var tries = 0
        var failure: String?
        var toldAt: Duration?
        var unseenSince: Duration?
        var lingering: [String] = []
        var hasEffect = false
        /// A step that is blocked after its action was tried may only be blind: one more look tells.
        var isBlindlyBlocked = true
        private var pause = Duration.milliseconds(1)

        init(facts: Facts) { self.facts = facts }

        mutating func see(_ observations: [Observation]) {
            facts.absorb(observations)
            seen += observations
        }

        mutating func nextPause(atMost pace: Duration) -> Duration {
            defer { pause = min(pause * 2, pace) }
            return pause
        }

        func words(_ reason: String) -> String { failure.map { "\($0) (\(reason))" } ?? reason }

        func ended(_ end: End) -> Result {
            Result(observations: seen, end: end, hasActed: tries > 0, hasEffect: hasEffect, lingering: lingering)
        }
    }
}
