/// What one client may take. Whoever goes beyond it is turned away with a sentence, and nobody else waits for it.
package struct WebLimits: Sendable {
    /// Connections at one moment.
    package var connections = 64
    /// Of those, how many may follow the live events: the others stay free for scrapes and alerts.
    package var streams = 32
    /// Bytes of a request's body.
    package var body = 1 << 20
    /// Bytes of a request's headers in all.
    package var headers = 16 << 10
    /// From a request's first byte, or from connecting, to its last byte.
    package var request = Duration.seconds(10)
    /// How long a connection may stay open without a request.
    package var idle = Duration.seconds(60)
    /// How long a client may take for the next 16 kB of an answer.
    package var stall = Duration.seconds(30)
    /// How long is listened to somebody who was turned away in the middle of a request.
    package var linger = Duration.seconds(2)
    /// From one sign of life in the live events to the next.
    package var heartbeat = Duration.seconds(15)
    /// The least time from one live event to the next.
    package var breath = Duration.milliseconds(500)
    /// How long answers under way may take when the server stops.
    package var farewell = Duration.seconds(3)

    package init() {}
}
