import Glibc

/// The jobs of one thread, first in, first out. The only place that shares memory between threads by hand.
///
/// It uses pthread's own mutex and condition: `Synchronization.Mutex` gives false alarms under ThreadSanitizer on
/// Linux, and it has no condition to wait on.
final class JobQueue: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    private var isClosed = false
    private var thread: pthread_t?

    init() {
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

    func append(_ job: @escaping Job) {
        locked {
            jobs.append(job)
            pthread_cond_signal(condition)
        }
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
        while let batch = nextBatch() {
            for job in batch { job() }
        }
    }

    private func nextBatch() -> [Job]? {
        locked {
            while jobs.isEmpty {
                if isClosed { return nil }
                pthread_cond_wait(condition, mutex)
            }
            defer { jobs = [] }
            return jobs
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
