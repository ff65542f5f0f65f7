import NIOCore
import NIOHTTP1

/// One connection: request, answer, request, answer. It reads a request whole before anybody is asked for the answer, and reads nothing
/// while one is being answered, so a client that sends without reading waits for itself.
final class Conversation: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = OutgoingPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// For the next request.
        case waiting
        case receiving(RequestDraft)
        case answering
        /// The last word was said; whatever comes is dropped.
        case ended
    }

    private let service: Service
    private let door: Doorkeeper
    private let limits: WebLimits
    private var state = State.waiting
    /// Parts of the next request that came along with the last one.
    private var early = CircularBuffer<HTTPServerRequestPart>()
    private var wantsToRead = false
    private var endsSoon = false
    private var deadline: Scheduled<Void>?

    init(with service: Service, through door: Doorkeeper, limits: WebLimits) {
        self.service = service
        self.door = door
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(within: limits.request, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(unwrapInboundIn(data), context)
    }

    func read(context: ChannelHandlerContext) {
        if case .answering = state { wantsToRead = true } else { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(wrapOutboundOut(unwrapOutboundIn(data).forEncoder), promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? ConversationEvent {
        case .answered(let isLast)?: answered(isLast, context)
        case .endSoon?:
            endsSoon = true
            if case .waiting = state { end(context) }
        case nil: context.fireUserInboundEventTriggered(event)
        }
    }

    /// What is no HTTP, or was cut off.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (state, error) {
        case (.waiting, let flaw as HTTPParserError), (.receiving, let flaw as HTTPParserError):
            refuse(flaw.failure, context)
        case (.answering, is HTTPParserError): endsSoon = true
        case (.ended, is HTTPParserError): break
        default: end(context)
        }
    }
}

extension Conversation {
    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.waiting, .head(let head)): begin(RequestDraft(head), context)
        case (.receiving(var draft), .body(let bytes)):
            // The draft alone holds its body now, so that it grows in place.
            state = .ended
            draft.body.writeImmutableBuffer(bytes)
            if draft.body.readableBytes > limits.body { return refuse(.tooLarge(limits.body), context) }
            state = .receiving(draft)
        case (.receiving(let draft), .end): answer(draft, context)
        case (.answering, _): early.append(part)
        case (.waiting, _), (.receiving, .head), (.ended, _): break
        }
    }

    private func begin(_ draft: RequestDraft, _ context: ChannelHandlerContext) {
        if let length = draft.announced, length > limits.body { return refuse(.tooLarge(limits.body), context) }
        state = .receiving(draft)
        expect(within: limits.request, context)
        if draft.wantsToBeAsked {
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        }
    }

    private func answer(_ draft: RequestDraft, _ context: ChannelHandlerContext) {
        state = .answering
        deadline?.cancel()
        let request = Request(draft, from: context.remoteAddress, at: context.localAddress)
        let delivery = Delivery(
            to: context.channel, for: draft.head, through: door, stall: limits.stall, isLast: endsSoon)
        let service = service
        Task { await delivery.send(await service.answer(request)) }
    }

    private func answered(_ isLast: Bool, _ context: ChannelHandlerContext) {
        guard case .answering = state else { return }
        if isLast || endsSoon { return end(context) }
        state = .waiting
        expect(within: limits.idle, context)
        while !isAnswering, let part = early.popFirst() { take(part, context) }
        if wantsToRead, !isAnswering {
            wantsToRead = false
            context.read()
        }
    }

    private var isAnswering: Bool { if case .answering = state { true } else { false } }

    /// A last word that nobody else has to be asked for.
    private func refuse(_ failure: Failure, _ context: ChannelHandlerContext) {
        for part in failure.json.parts(isLast: true) { context.write(wrapOutboundOut(part.forEncoder), promise: nil) }
        context.flush()
        linger(context)
    }

    /// Whoever still sends would be cut off before the last word reached it: what it sends is dropped for a while.
    private func linger(_ context: ChannelHandlerContext) {
        finish()
        context.close(mode: .output, promise: nil)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.linger)) {
            context.close(promise: nil)
        }
    }

    private func expect(within span: Duration, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(span)) {
            if case .receiving = self.state { self.refuse(.tooSlow, context) } else { self.end(context) }
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        finish()
        context.close(promise: nil)
    }

    private func finish() {
        state = .ended
        deadline?.cancel()
        early.removeAll()
    }
}
