import Glibc
import Testing

@testable import HactlLanes

/// Counts threads of the process, so nothing else may start lanes beside it.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct LaneTests {
    private actor Worker {
        private let lane: Lane
        private var jobs = 0

        init(_ lane: Lane) { self.lane = lane }
        nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

        func work() -> Int {
            lane.checkIsolated()
            jobs += 1
            return jobs
        }
        func thread() -> UInt { pthread_self() }
        func block(_ milliseconds: UInt32) { usleep(milliseconds * 1_000) }
        isolated deinit { lane.checkIsolated() }
    }

    private var threads: Int {
        guard let directory = opendir("/proc/self/task") else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count - 2
    }

    @Test func `a worker stays on one thread`() async {
        let worker = Worker(Lane())
        let first = await worker.thread()
        for _ in 0..<100 {
            await Task.yield()
            #expect(await worker.thread() == first)
        }
    }

    @Test func `a thousand lanes start and end`() async throws {
        // Its thread stays for good, and another suite may be the first to want it.
        AlarmClock.set(in: .zero) {}.cancel()
        let before = threads
        let life = Life()
        for _ in 0..<20 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        let lane = Lane(
                            onStart: { life.started.add() }, onEnd: { life.ended.add() })
                        let worker = Worker(lane)
                        #expect(await worker.work() == 1)
                        #expect(await worker.work() == 2)
                    }
                }
            }
        }
        // What is awaited: the last threads, which end on their own.
        for _ in 0..<500 where life.ended.value < 1_000 || threads > before + 2 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(life.started.value == 1_000)
        #expect(life.ended.value == 1_000)
        // The runtime may have started workers of its own meanwhile.
        #expect(threads <= before + 2)
    }

    @Test func `blocked lanes hold nobody else`() async {
        let start = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 { group.addTask { await Worker(Lane()).block(1000) } }
        }
        // Two threads for all of them, as the cooperative pool has here, would take 20 s.
        #expect(start.duration(to: .now) < .seconds(15))
    }

    @Test func `jobs run in the order they came, and their arrival is told`() async {
        let arrivals = Counter()
        let lane = Lane(onArrival: { arrivals.add() })
        let order = Counter()
        for number in 0..<200 {
            lane.perform { if order.value == number { order.add() } }
        }
        await withCheckedContinuation { done in lane.perform { done.resume() } }
        #expect(order.value == 200)
        #expect(arrivals.value == 201)
        #expect(!lane.hasWaitingJobs)
    }

    @Test func `waiting jobs are seen from the one that runs`() async {
        let lane = Lane()
        let isSeen: Bool = await withCheckedContinuation { done in
            lane.perform {
                lane.perform {}
                done.resume(returning: lane.hasWaitingJobs)
            }
        }
        #expect(isSeen)
    }
}

private final class Life: Sendable {
    let started = Counter()
    let ended = Counter()
}

/// Counts, from any thread.
private final class Counter: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var count = 0

    init() {
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    func add() {
        pthread_mutex_lock(lock)
        count += 1
        pthread_mutex_unlock(lock)
    }

    var value: Int {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return count
    }
}
