import Glibc

/// The jobs of one thread, first in, first out. The only place that shares memory between threads by hand.
///
/// It uses pthread's own mutex and condition: `Synchronization.Mutex` gives false alarms under ThreadSanitizer on
/// Linux, and it has no condition to wait on.
final class JobQueue: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let onArrival: Job
    private var jobs: [Job] = []
    private var next = 0
    private var isClosed = false
    private var thread: pthread_t?

    init(onArrival: @escaping Job = {}) {
        self.onArrival = onArrival
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    var isCurrent: Bool {
        locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    /// Whether a job waits to be run.
    var hasJobs: Bool { locked { next < jobs.count } }

    func append(_ job: @escaping Job) {
        locked {
            jobs.append(job)
            pthread_cond_signal(condition)
        }
        onArrival()
    }

    /// Lets the thread end after the jobs it already has.
    func close() {
        locked {
            isClosed = true
            pthread_cond_signal(condition)
        }
    }

    /// Runs jobs on the calling thread until the queue is closed and empty.
    func serve() {
        locked { thread = pthread_self() }
        while let job = takeJob() { job() }
    }

    private func takeJob() -> Job? {
        locked {
            while next == jobs.count {
                if isClosed { return nil }
                pthread_cond_wait(condition, mutex)
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

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
