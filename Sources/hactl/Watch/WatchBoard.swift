import HactlModel
import HactlReport
import Synchronization

/// What all watchmen know, for whoever looks at it from outside.
final class WatchBoard: Sendable {
    private struct State {
        var statuses: [String: ClusterStatus] = [:]
        var healths: [String: ClusterHealth] = [:]
        var trails: [String: Trail] = [:]
        var counts = WatchCounts()
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())

    /// A look that ended; the trail goes on with it.
    func post(_ status: ClusterStatus, _ health: ClusterHealth) {
        state.withLock {
            $0.healths[status.cluster] = health
            $0.trails[status.cluster, default: Trail()].append(status)
        }
        post(status)
    }

    /// What changed between two looks.
    func post(_ status: ClusterStatus) {
        let listeners = state.withLock {
            $0.statuses[status.cluster] = status
            return Array($0.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }

    func count(_ change: (inout WatchCounts) -> Void) { state.withLock { change(&$0.counts) } }

    func status(of cluster: String) -> ClusterStatus? { state.withLock { $0.statuses[cluster] } }
    func health(of cluster: String) -> ClusterHealth? { state.withLock { $0.healths[cluster] } }
    func trail(of cluster: String) -> Trail? { state.withLock { $0.trails[cluster] } }
    var counts: WatchCounts { state.withLock { $0.counts } }

    /// A tick whenever something changed; those that nobody has come to yet are one.
    func changes() -> AsyncStream<Void> {
        let (stream, post) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock {
            $0.nextListener += 1
            $0.listeners[$0.nextListener] = post
            return $0.nextListener
        }
        post.onTermination = { [weak self] _ in self?.forget(number) }
        return stream
    }

    private func forget(_ number: Int) { _ = state.withLock { $0.listeners.removeValue(forKey: number) } }

    /// Nobody is told any more.
    func close() {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.finish() }
    }
}
