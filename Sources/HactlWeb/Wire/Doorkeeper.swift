import NIOCore
import Synchronization

/// Who is in: connections and the live events among them. It counts, and it ends them all when the server stops.
final class Doorkeeper: Sendable {
    private struct Guests {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var streams: [ObjectIdentifier: AsyncStream<Void>.Continuation] = [:]
        var isClosing = false
        /// They go on when the last one has left.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let guests = Mutex(Guests())
    private let limits: WebLimits

    init(_ limits: WebLimits) { self.limits = limits }

    /// Whether there is a place; it is given back when the channel closes.
    func admit(_ channel: any Channel) -> Bool {
        let isIn = guests.withLock { guests in
            guard !guests.isClosing, guests.channels.count < limits.connections else { return false }
            guests.channels[ObjectIdentifier(channel)] = channel
            return true
        }
        if isIn { channel.closeFuture.whenComplete { _ in self.forget(channel) } }
        return isIn
    }

    /// Ticks that end with the channel or the server; `nil` where as many follow as may.
    func follow(_ channel: any Channel) -> (AsyncStream<Void>, AsyncStream<Void>.Continuation)? {
        let (ticks, tick) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let isIn = guests.withLock { guests in
            let isThere = guests.channels[ObjectIdentifier(channel)] != nil
            guard isThere, !guests.isClosing, guests.streams.count < limits.streams else { return false }
            guests.streams[ObjectIdentifier(channel)] = tick
            return true
        }
        return isIn ? (ticks, tick) : nil
    }

    func unfollow(_ channel: any Channel) {
        guests.withLock { $0.streams.removeValue(forKey: ObjectIdentifier(channel)) }?.finish()
    }

    private func forget(_ channel: any Channel) {
        unfollow(channel)
        let waiting = guests.withLock { guests -> [CheckedContinuation<Void, Never>] in
            guests.channels.removeValue(forKey: ObjectIdentifier(channel))
            guard guests.channels.isEmpty else { return [] }
            defer { guests.waiting = [] }
            return guests.waiting
        }
        waiting.forEach { $0.resume() }
    }

    /// Ends everybody: who waits for an answer has as long as `span`.
    func close(within span: Duration) async {
        let (channels, streams) = guests.withLock { guests in
            guests.isClosing = true
            return (Array(guests.channels.values), Array(guests.streams.values))
        }
        streams.forEach { $0.finish() }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ConversationEvent.endSoon) }
        let late = channels.first?.eventLoop.scheduleTask(in: TimeAmount(span)) {
            channels.forEach { $0.close(promise: nil) }
        }
        await untilEmpty()
        late?.cancel()
    }

    private func untilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = guests.withLock { guests in
                if guests.channels.isEmpty { return true }
                guests.waiting.append(continuation)
                return false
            }
            if isEmpty { continuation.resume() }
        }
    }
}
