import Glibc

/// One thread, one queue of jobs. A connection to a blocking C library lives on a lane and nowhere else.
///
/// A serial dispatch queue would be serial too, but it wanders over threads; libmysqlclient wants one thread per
/// connection ("Writing C API Threaded Client Programs"). The thread owns the queue, not the lane: a lane may be let
/// go from its own thread (an actor's last breath happens there), and a thread can't wait for itself.
package final class Lane: SerialExecutor {
    private let queue: JobQueue

    /// Starts the thread. `onStart` and `onEnd` run on it, before the first job and after the last. `onArrival` runs
    /// after a job was put into the queue, on whichever thread did that: it must not wait for anything. A job that
    /// waits in `poll` is woken by it.
    package init(
        onStart: @escaping @Sendable () -> Void = {}, onEnd: @escaping @Sendable () -> Void = {},
        onArrival: @escaping @Sendable () -> Void = {}
    ) {
        queue = JobQueue(onArrival: onArrival)
        Self.startThread(serving: queue, onStart: onStart, onEnd: onEnd)
    }

    deinit { queue.close() }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let lane = asUnownedSerialExecutor()
        // The closure keeps the lane alive until the job has run: the job holds only an unowned reference.
        queue.append { [self] in
            job.runSynchronously(on: lane)
            withExtendedLifetime(self) {}
        }
    }

    /// Runs a closure on the lane after the jobs it already has.
    package func perform(_ job: @escaping @Sendable () -> Void) { queue.append(job) }

    /// Whether jobs wait behind the one that runs.
    package var hasWaitingJobs: Bool { queue.hasJobs }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    package func checkIsolated() { precondition(queue.isCurrent, "not on this lane") }
}
