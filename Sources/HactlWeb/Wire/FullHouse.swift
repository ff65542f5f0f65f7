import NIOCore

/// Turns away who comes when all places are taken.
final class FullHouse: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let words = "Too many connections to this watch at the moment. Try again in a few seconds.\n"

    func channelActive(context: ChannelHandlerContext) {
        let head =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(Self.words.utf8.count)\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head + Self.words)), promise: nil)
        context.close(promise: nil)
    }
}
