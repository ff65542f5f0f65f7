import NIOCore
import NIOHTTP1

/// Sends one answer, piece by piece, as fast as the client takes it.
struct Delivery: Sendable {
    private let channel: any Channel
    private let door: Doorkeeper
    private let stall: Duration
    private let isLast: Bool
    private let hasBody: Bool

    /// - Parameter stall: how long the client may take for a piece.
    init(
        to channel: any Channel, for request: HTTPRequestHead, through door: Doorkeeper, stall: Duration, isLast: Bool
    ) {
        self.channel = channel
        self.door = door
        self.stall = stall
        self.isLast = isLast || !request.isKeepAlive
        hasBody = request.method != .HEAD
    }

    func send(_ response: Response) async {
        // A client that went away in the middle is no failure of anybody.
        try? await sendAll(of: response)
    }

    private func sendAll(of response: Response) async throws {
        switch response.body {
        case .bytes(let bytes):
            begin(response.head(isLast: isLast, length: bytes.count))
            if hasBody { try await write(bytes) }
            try await end(isLast: isLast)
        case .events(let feed): try await stream(feed, response)
        }
    }

    private func stream(_ feed: EventFeed, _ response: Response) async throws {
        guard hasBody else {
            begin(response.head(isLast: true, length: nil))
            return try await end(isLast: true)
        }
        guard let (ticks, tick) = door.follow(channel) else {
            return try await sendAll(of: Failure.tooManyFollowers.json)
        }
        defer { door.unfollow(channel) }
        begin(response.head(isLast: true, length: nil))
        try await feed.tell(on: ticks, by: tick) { try await write(Array($0.utf8)) }
        try await end(isLast: true)
    }

    /// It leaves together with what comes next.
    private func begin(_ head: HTTPResponseHead) { channel.write(OutgoingPart.head(head), promise: nil) }

    private func end(isLast: Bool) async throws {
        try await write(.end(nil))
        channel.pipeline.fireUserInboundEventTriggered(ConversationEvent.answered(andEnd: isLast))
    }

    private func write(_ bytes: [UInt8]) async throws {
        for start in stride(from: 0, to: bytes.count, by: 16 << 10) {
            try await write(.body(ByteBuffer(bytes: bytes[start..<min(start + (16 << 10), bytes.count)])))
        }
    }

    /// Comes back when the system has taken it.
    private func write(_ part: OutgoingPart) async throws {
        let channel = channel
        let alarm = channel.eventLoop.scheduleTask(in: TimeAmount(stall)) { channel.close(promise: nil) }
        defer { alarm.cancel() }
        try await channel.writeAndFlush(part)
    }
}
