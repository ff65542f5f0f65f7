/// Does things at their time, unless told before that they are not needed any more: deadlines, of which nearly all are.
///
/// A task that sleeps wakes another thread when it begins, one when it ends, and keeps a timer of the kernel. Here one
/// thread sleeps for everybody, and nobody wakes it for an alarm that is due after the one it sleeps for. While the machine
/// is suspended its sleep stands still: afterwards an alarm goes off late, by no more than its span.
package final class AlarmClock: @unchecked Sendable {
    package static let shared = AlarmClock()

    private let monitor = Monitor()
    private let lane = Lane()
    /// The next one first.
    private var alarms: [Alarm] = []
    private var lastNumber: UInt64 = 0
    /// When the thread wakes by itself.
    private var wakesAt: ContinuousClock.Instant?

    private init() {
        lane.perform { [self] in
            while true { takeDue()() }
        }
    }

    /// Calls `action` once, `span` from now, unless the alarm is cancelled before.
    ///
    /// - Parameter action: runs on a thread that all alarms share: it must not wait for anything.
    package static func set(in span: Duration, _ action: @escaping @Sendable () -> Void) -> Alarm {
        shared.set(at: .now + span, action)
    }

    private func set(at time: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> Alarm {
        let (alarm, isNext) = monitor.locked {
            lastNumber += 1
            let alarm = Alarm(time: time, number: lastNumber, action: action)
            alarms.insert(alarm, at: place(of: alarm))
            let isNext = wakesAt.map { time < $0 } ?? true
            if isNext { wakesAt = time }
            return (alarm, isNext)
        }
        if isNext { monitor.signal() }
        return alarm
    }

    /// The thread may wake for it all the same, and finds nothing to do then.
    fileprivate func forget(_ alarm: Alarm) {
        monitor.locked {
            let place = place(of: alarm)
            if place < alarms.count, alarms[place].number == alarm.number { alarms.remove(at: place) }
        }
    }

    /// Where it stands or would stand.
    private func place(of alarm: Alarm) -> Int {
        var (low, high) = (0, alarms.count)
        while low < high {
            let middle = (low + high) / 2
            if alarms[middle].isBefore(alarm) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Waits for the next one that is due, and hands out its action.
    private func takeDue() -> @Sendable () -> Void {
        monitor.locked {
            while true {
                wakesAt = alarms.first?.time
                guard let next = alarms.first else {
                    monitor.wait()
                    continue
                }
                let left = next.time - .now
                if left <= .zero { return alarms.removeFirst().action }
                monitor.wait(atMost: left)
            }
        }
    }
}

/// Something that will be done at its time, see ``AlarmClock``.
package struct Alarm: Sendable {
    fileprivate let time: ContinuousClock.Instant
    fileprivate let number: UInt64
    fileprivate let action: @Sendable () -> Void

    fileprivate func isBefore(_ other: Alarm) -> Bool { (time, number) < (other.time, other.number) }

    /// It will not be done any more, if it was not yet. One that is being done at this moment is not waited for.
    package func cancel() { AlarmClock.shared.forget(self) }
}
