import Glibc

/// The jobs of one thread, first in, first out.
final class JobQueue: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let monitor = Monitor()
    private let onArrival: Job
    private var jobs: [Job] = []
    private var next = 0
    private var isClosed = false
    private var thread: pthread_t?

    init(onArrival: @escaping Job = {}) { self.onArrival = onArrival }

    var isCurrent: Bool {
        monitor.locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    /// Whether a job waits to be run.
    var hasJobs: Bool { monitor.locked { next < jobs.count } }

    func append(_ job: @escaping Job) {
        monitor.locked { jobs.append(job) }
        monitor.signal()
        onArrival()
    }

    /// Lets the thread end after the jobs it already has.
    func close() {
        monitor.locked { isClosed = true }
        monitor.signal()
    }

    /// Runs jobs on the calling thread until the queue is closed and empty.
    func serve() {
        monitor.locked { thread = pthread_self() }
        while let job = takeJob() { job() }
    }

    private func takeJob() -> Job? {
        monitor.locked {
            while next == jobs.count {
                if isClosed { return nil }
                monitor.wait()
            }
            defer { dropTaken() }
            return jobs[next]
        }
    }

    /// Forgets the jobs taken so far once that costs nothing: when none is left, or when they are the most of it.
    private func dropTaken() {
        jobs[next] = {}
        next += 1
        if next == jobs.count || next >= 64 {
            jobs.removeFirst(next)
            next = 0
        }
    }
}
