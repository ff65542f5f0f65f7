/// Time that passes only while everybody waits: it runs the tasks of a simulation one after the other, always in the same order,
/// and then leaps to the next moment for which somebody waits. So tasks of any number go side by side as they would in earnest, a
/// week takes seconds, and the same seed makes the same week.
///
/// Everything happens on the thread that called ``run(_:)``: that is what makes it safe, and the same each time.
package final class VirtualTime: TaskExecutor, @unchecked Sendable {
    private var jobs: [UnownedJob] = []
    private var done = 0
    /// Latest first; of those who wait for the same moment whoever came last.
    private var sleepers: [Sleeper] = []
    private var count = 0
    /// Since the simulation began.
    package private(set) var now = Duration.zero
    /// Nobody is waited for any more: who goes on in a circle ends.
    package private(set) var isOver = false

    private struct Sleeper {
        let until: Duration
        let number: Int
        let task: UnsafeContinuation<Void, Never>
    }

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) { jobs.append(UnownedJob(job)) }

    /// Begins something that goes on beside everything else.
    package func begin(_ body: @escaping @Sendable () async -> Void) {
        Task(executorPreference: self) { await body() }
    }

    package func sleep(for span: Duration) async { await sleep(until: now + span) }

    package func sleep(until moment: Duration) async {
        if isOver { return }
        await withUnsafeContinuation { task in
            count += 1
            let sleeper = Sleeper(until: max(moment, now), number: count, task: task)
            let place = sleepers.firstIndex { $0.until <= sleeper.until } ?? sleepers.endIndex
            sleepers.insert(sleeper, at: place)
        }
    }

    /// Runs a story to its end, and whatever it has begun.
    package func run<Answer: Sendable>(_ story: @escaping @Sendable () async -> Answer) -> Answer? {
        let end = End<Answer>()
        begin { end.answer = await story() }
        while end.answer == nil {
            work()
            guard end.answer == nil, let next = sleepers.popLast() else { break }
            now = next.until
            next.task.resume()
        }
        isOver = true
        while !sleepers.isEmpty || done < jobs.count {
            sleepers.popLast()?.task.resume()
            work()
        }
        return end.answer
    }

    private func work() {
        while done < jobs.count {
            let job = jobs[done]
            done += 1
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
        jobs.removeAll(keepingCapacity: true)
        done = 0
    }

    private final class End<Answer: Sendable>: @unchecked Sendable {
        var answer: Answer?
    }
}
