import Synchronization

/// Those who want to hear of changes.
final class Listeners: Sendable {
    private let streams = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])
    private let next = Atomic(0)

    var count: Int { streams.withLock(\.count) }

    func listen() -> AsyncStream<Void> {
        let number = next.add(1, ordering: .relaxed).newValue
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { _ in self.forget(number) }
        streams.withLock { $0[number] = continuation }
        return stream
    }

    func tick() { streams.withLock { $0.values.forEach { $0.yield() } } }

    private func forget(_ number: Int) { streams.withLock { _ = $0.removeValue(forKey: number) } }
}
