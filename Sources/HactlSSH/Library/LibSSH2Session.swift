import CLibSSH2
import Glibc
import HactlLanes
import HactlModel

/// A session by libssh2. It lives on a thread of its own, and several calls may be under way at once: each is an
/// exchange, and the session waits for all of them in one `poll`.
actor LibSSH2Session: HostSession {
    nonisolated let host: String
    nonisolated let user: String
    private let lane: Lane
    private let wake: WakeSignal
    let wire: Wire
    /// The session this one goes through. It lives as long as this one and is closed with it.
    let upstream: LibSSH2Session?
    private var exchanges: [Exchange] = []
    private var isDriving = false
    /// The exchange that has to be advanced before all others: its packet is half-sent.
    private var halfSender: Exchange?
    var conversations: [Int: Conversation] = [:]
    var lastConversation = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    /// Throws when the library has no memory or no randomness.
    init(with host: String, as user: String, through upstream: LibSSH2Session?) throws(SSHFailure) {
        guard let wire = Wire() else {
            throw SSHFailure(
                .protocolError, "libssh2 could not make a session.",
                remedy: "See whether the machine is out of memory.")
        }
        let wake = WakeSignal()
        self.wire = wire
        self.wake = wake
        self.host = host
        self.user = user
        self.upstream = upstream
        lane = Lane(onArrival: { wake.raise() })
    }

    /// Sees an exchange to its end. It is advanced once right here: what needs no waiting costs no waiting.
    func perform(_ exchange: Exchange) async throws(SSHFailure) {
        if let loss = wire.loss { throw loss.withEffect(.none) }
        if Task.isCancelled { throw .cancelled(host, exchange.doing) }
        if halfSender == nil { step(exchange) }
        if !exchange.isOver { await wait(for: exchange) }
        if let failure = exchange.failure { throw failure }
    }

    /// Takes up an exchange that nobody waits for.
    func take(up exchange: Exchange) {
        exchanges.append(exchange)
        startDriving()
    }

    /// Fails everything under way and hangs up.
    func hangUp() {
        let loss = wire.loss ?? .closed(host)
        wire.hangUp()
        wire.loss = loss
        for exchange in exchanges where !exchange.isOver { end(exchange, loss.withEffect(exchange.effect)) }
        exchanges = []
        conversations = [:]
    }

    private func wait(for exchange: Exchange) async {
        let id = ObjectIdentifier(exchange)
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                exchange.waiter = waiter
                take(up: exchange)
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func cancel(_ id: ObjectIdentifier) {
        guard let exchange = exchanges.first(where: { ObjectIdentifier($0) == id }) else { return }
        exchange.isCancelled = true
        if exchange === halfSender { exchange.deadline = min(exchange.deadline ?? .now, .after(.milliseconds(200))) }
    }

    /// Ends a listener; it stays silent about one that has ended already.
    func stopListening(_ id: ObjectIdentifier) {
        exchanges.compactMap { $0 as? Listener }.first { ObjectIdentifier($0) == id }?.stop()
    }
}

/// The turns: every exchange goes as far as it can, then the thread waits for the socket, for a deadline or for a call.
extension LibSSH2Session {
    private func startDriving() {
        if isDriving { return }
        isDriving = true
        Task { await drive() }
    }

    private func drive() async {
        while !exchanges.isEmpty {
            let news = wire.news
            takeTurns()
            wake.clear()
            if lane.hasWaitingJobs {
                await letOthersRun()
            } else if wire.news == news, !exchanges.isEmpty {
                pause()
            }
        }
        isDriving = false
    }

    /// Lets the jobs run that wait on the lane: new calls, cancellations.
    private func letOthersRun() async {
        await withCheckedContinuation { next in lane.perform { next.resume() } }
    }

    private func takeTurns() {
        for exchange in exchanges where !exchange.isOver && (halfSender ?? exchange) === exchange { step(exchange) }
        for exchange in exchanges where !exchange.isOver {
            if let failure = exchange.impatience, !isExcused(exchange) { end(exchange, failure) }
        }
        exchanges.removeAll { $0.isOver }
    }

    /// A cancelled exchange may get rid of the rest of its packet first, within its deadline.
    private func isExcused(_ exchange: Exchange) -> Bool {
        exchange === halfSender && !(exchange.deadline?.isOver ?? false)
    }

    private func step(_ exchange: Exchange) {
        do throws(SSHFailure) {
            let isDone = try exchange.advance(on: wire)
            halfSender = wire.isHalfSent && !isDone ? exchange : nil
            if isDone { end(exchange, nil) }
        } catch {
            halfSender = nil
            end(exchange, exchange.effect == .unknown ? error.withEffect(.unknown) : error)
        }
        adoptNewcomers()
    }

    private func adoptNewcomers() {
        if wire.newcomers.isEmpty { return }
        exchanges += wire.newcomers
        wire.newcomers = []
        startDriving()
    }

    /// Ends an exchange. One that goes away with its packet half-sent takes the connection with it: nothing else could
    /// ever be sent.
    private func end(_ exchange: Exchange, _ failure: SSHFailure?) {
        exchange.isOver = true
        exchange.failure = failure
        if halfSender === exchange {
            halfSender = nil
            wire.loss = .stuck(host)
            wire.hangUp()
        }
        if failure != nil, wire.loss == nil { exchange.abandon(on: wire) }
        exchange.waiter?.resume()
        exchange.waiter = nil
        wire.noteProgress()
        adoptNewcomers()
    }

    /// Waits for news.
    private func pause() {
        var questions = exchanges.flatMap { $0.interests }
        questions.append(pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0))
        if wire.socket >= 0 { questions.append(pollfd(fd: wire.socket, events: socketEvents, revents: 0)) }
        let limit = exchanges.compactMap { $0.deadline?.remaining }.min() ?? patience
        _ = poll(&questions, nfds_t(questions.count), min(limit, patience).wholeMilliseconds)
    }

    /// The library reads packets of one channel while it works for another: should that ever escape `Wire.news`, a fifth
    /// of a second is the price. One that is alone has nobody who could read its packets.
    private var patience: Duration { exchanges.count > 1 ? .milliseconds(200) : .seconds(1) }

    private var socketEvents: Int16 {
        let reading = exchanges.contains { $0.isListening } ? POLLIN : 0
        let writing = halfSender == nil ? 0 : POLLOUT
        return Int16(reading | writing)
    }
}

extension SSHFailure {
    static func stuck(_ host: String) -> SSHFailure {
        SSHFailure(
            .connectionLost, "\(host) stopped taking bytes in the middle of a packet; the connection was given up.",
            remedy: "See whether the host is up, then open a new session with it.")
    }
}
