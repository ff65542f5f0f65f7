import Synchronization

/// A rest of one task that others may end early, also before it has begun.
final class LightSleep: Sendable {
    private enum State {
        case awake
        /// Somebody has called since the last rest.
        case called
        case resting(Task<Void, Never>)
    }

    private let state = Mutex(State.awake)

    /// Until `moment`, a call, or a cancellation of the calling task. Answers whether it was called.
    func rest(until moment: ContinuousClock.Instant) async -> Bool {
        let sleep = Task { _ = try? await Task.sleep(until: moment) }
        state.withLock { state in
            if case .called = state { sleep.cancel() } else { state = .resting(sleep) }
        }
        await withTaskCancellationHandler {
            await sleep.value
        } onCancel: {
            sleep.cancel()
        }
        return state.withLock { state in
            defer { state = .awake }
            return if case .called = state { true } else { false }
        }
    }

    func call() {
        state.withLock { state in
            if case .resting(let sleep) = state { sleep.cancel() }
            state = .called
        }
    }
}
