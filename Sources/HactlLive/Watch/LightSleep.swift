import HactlLanes
import Synchronization

/// A rest of one task that others may end early, also before it has begun.
final class LightSleep: Sendable {
    private enum State {
        case awake
        /// Somebody has called since the last rest.
        case called
        case resting(CheckedContinuation<Bool, Never>, until: ContinuousClock.Instant, Alarm)
    }

    private let state = Mutex(State.awake)

    /// Until `moment`, a call, or a cancellation of the calling task. Answers whether it was called.
    func rest(until moment: ContinuousClock.Instant) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleeper in
                lieDown(sleeper, until: moment)
                // A cancellation before that found nobody to wake.
                if Task.isCancelled { wake(isCall: false) }
            }
        } onCancel: {
            wake(isCall: false)
        }
    }

    func call() { wake(isCall: true) }

    private func lieDown(_ sleeper: CheckedContinuation<Bool, Never>, until moment: ContinuousClock.Instant) {
        state.withLock { state in
            if case .called = state {
                state = .awake
                return sleeper.resume(returning: true)
            }
            let alarm = AlarmClock.set(in: moment - .now) { [weak self] in self?.wake(isCall: false, at: moment) }
            state = .resting(sleeper, until: moment, alarm)
        }
    }

    /// - Parameter time: of an alarm, which may go off just when another rest has begun.
    private func wake(isCall: Bool, at time: ContinuousClock.Instant? = nil) {
        state.withLock { state in
            guard case .resting(let sleeper, let end, let alarm) = state else {
                if isCall { state = .called }
                return
            }
            if let time, time != end { return }
            alarm.cancel()
            state = .awake
            sleeper.resume(returning: isCall)
        }
    }
}
