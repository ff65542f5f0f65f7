import HactlModel
import HactlRun

/// Tells those whom the inventory names. It returns at once, whatever becomes of what it tells: a run waits for nobody.
///
/// Channels are served at the same time, each in order. What can't be delivered is reported and changes nothing.
package actor Herald {
    /// Tries once.
    package typealias Carrier = @Sendable (NoticeChannel, Notice, _ limit: Duration) async -> Delivery
    /// Told of every notice and channel what became of it, in any order of channels. It must return soon.
    package typealias Listener = @Sendable (NoticeOutcome) -> Void

    private let channels: [NoticeChannel]
    private let pace: NoticePace
    private let carry: Carrier
    private let listener: Listener
    private var memory = NoticeMemory()
    private var outboxes: [Outbox]
    private var workers: [Int: Task<Void, Never>] = [:]

    package init(
        to channels: [NoticeChannel], pace: NoticePace = NoticePace(), carry: @escaping Carrier,
        listener: @escaping Listener = { _ in }
    ) {
        self.channels = channels
        self.pace = pace
        self.carry = carry
        self.listener = listener
        outboxes = channels.map { _ in Outbox() }
    }

    /// Nothing is told twice while it holds: a notice with the key, phase and severity of the one before is left out.
    package func tell(_ notice: Notice) {
        guard let severity = memory.takeNews(notice) else { return }
        for index in channels.indices where channels[index].atLeast <= severity {
            if let lost = outboxes[index].take(notice) {
                report(lost, over: index, missedBecause: "\(Outbox.room) others were waiting")
            }
            if workers[index] == nil { workers[index] = Task { await serve(index) } }
        }
    }

    /// Waits until everything was told, at most so long; what is left then is given up, and reported.
    package func finish(within limit: Duration) async {
        let running = Array(workers.values)
        let clock = Task {
            try await Task.sleep(for: limit)
            for worker in running { worker.cancel() }
        }
        for worker in running { await worker.value }
        clock.cancel()
    }

    private func serve(_ index: Int) async {
        while !Task.isCancelled, let notice = outboxes[index].next() { await deliver(notice, over: index) }
        for notice in outboxes[index].empty() { report(notice, over: index, missedBecause: Herald.tooLate) }
        workers[index] = nil
    }

    private static let tooLate = "hactl ended before"

    private func deliver(_ notice: Notice, over index: Int) async {
        var pauses = pace.pauses[...]
        while true {
            switch await carry(channels[index], notice, pace.attempt) {
            case .arrived: return report(notice, over: index)
            case .never(let reason): return report(notice, over: index, missedBecause: reason)
            case .later(let reason, let after):
                guard let pause = pauses.popFirst(), !Task.isCancelled else {
                    return report(notice, over: index, missedBecause: reason)
                }
                try? await Task.sleep(for: max(pause, min(after ?? .zero, pace.longest)))
                if Task.isCancelled { return report(notice, over: index, missedBecause: reason) }
                if outboxes[index].outdates(notice) { return }
            }
        }
    }

    private func report(_ notice: Notice, over index: Int, missedBecause reason: String? = nil) {
        listener(NoticeOutcome(channel: channels[index], notice: notice, reason: reason))
    }
}
