import HactlLanes
import HactlModel

/// One connection to one server, alive on a thread of its own.
///
/// One text at a time: callers who share a connection wait for each other, and a deadline counts from the moment the
/// thread is free. A deadline or a cancellation ends the *connection*, by shutting its socket down: the library can't
/// be asked to stop waiting, and the protocol can't be resumed in the middle. The server goes on with the statement;
/// whoever must stop it sends `KILL` with ``serverID`` on another connection.
package actor SQLConnection {
    private let lane: Lane
    private var handle: ClientHandle?
    private nonisolated let line: Line
    private let password: Secret?

    /// The server's id of this connection, for `KILL` from elsewhere and for the journal.
    package nonisolated let serverID: UInt
    /// What protects the connection, by the name of its cipher; `nil` in clear.
    package nonisolated let cipher: String?
    /// As the server greeted with it, such as `10.11.19-MariaDB-0+deb12u1`.
    package nonisolated let serverVersion: String
    /// Whether the socket is gone: closed, interrupted, ended by a deadline or a cancellation, or found lost by a
    /// statement.
    package nonisolated var isEnded: Bool { line.cut != .none }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    /// Connects on the calling thread, which must be the lane's; the handle is born there and never leaves.
    init(
        on lane: Lane, target: SQLTarget, initial: String, deadline: ContinuousClock.Instant
    ) throws(SQLFailure) {
        let fresh = try ClientHandle()
        try fresh.connect(to: target, within: deadline - .now)
        let line = Line(owning: try fresh.duplicateSocket())
        try Self.run(initial, with: fresh, on: line, target: target, deadline: deadline)
        serverID = fresh.threadID
        cipher = fresh.cipher
        serverVersion = fresh.serverVersion
        password = target.password
        self.lane = lane
        self.line = line
        handle = consume fresh
    }

    isolated deinit { end() }
}

extension SQLConnection {
    /// Connects, logs in and runs `initial`, all within `limit`.
    ///
    /// The caller waits no longer than `limit`, and not at all once cancelled, whatever the library or the resolver is
    /// stuck in; the thread they are stuck on ends by itself, by the library's timeout (whole seconds, rounded up).
    /// - Parameter initial: Session settings, such as `SET SESSION lock_wait_timeout = 2`. May hold several statements.
    package static func open(
        _ target: SQLTarget, initial: String = "", within limit: Duration
    ) async throws(SQLFailure) -> SQLConnection {
        let (answers, desk) = AsyncStream.makeStream(of: Result<SQLConnection, SQLFailure>.self)
        let deadline = ContinuousClock.now + limit
        Task { desk.yield(await Dialer().dial(target, initial: initial, deadline: deadline)) }
        let clock = AlarmClock.set(in: limit) { desk.yield(.failure(.notInTime(target))) }
        defer { clock.cancel() }
        for await answer in answers { return try answer.get() }
        throw .cancelledBefore(target.place)
    }

    /// Sends `text` and returns one result for each of its statements, in order, in one round trip.
    ///
    /// - Parameters:
    ///   - limit: Ends the connection when it is over. Milliseconds count; the library itself knows only seconds.
    ///   - secrets: Passwords inside `text`. A server repeats pieces of a statement in its errors; these are cut out.
    /// - Throws: What failed, with the results before it. A deadline that is over before the text was sent has no
    ///   effect and leaves the connection alive.
    package func query(
        _ text: String, within limit: Duration, hiding secrets: [Secret] = []
    ) async throws(SQLFailure) -> [ResultSet] {
        if Task.isCancelled { throw .cancelledBefore("the statement") }
        guard limit > .zero else { throw .lateBefore("the statement") }
        let fuse = line.fuse(limit)
        defer { fuse.cancel() }
        let outcome = await withTaskCancellationHandler {
            answer(to: text)
        } onCancel: {
            line.cut(.cancelled)
        }
        do throws(SQLFailure) { return try outcome.get() } catch { throw hide(secrets, in: error) }
    }

    /// What a backslash means in this session's string literals, as of the last answer.
    package var backslash: Backslash { handle?.backslash ?? .escapes }

    /// Ends the conversation at once, from any thread. The statement on its way throws with effect unknown; the
    /// connection is of no use afterwards.
    package nonisolated func interrupt() { line.cut(.asked) }

    /// Calls `listener` once, at once, when the server's side of the connection has ended: the server died, was stopped, or killed the
    /// session. Not when this side ended it, and not when a host or a network falls silent.
    ///
    /// - Parameter listener: runs on a thread that all connections share: it must not wait for anything.
    package nonisolated func onHangUp(_ listener: @escaping @Sendable () -> Void) { line.onHangUp(listener) }

    /// Says goodbye to the server and lets the socket go. What is sent afterwards fails with effect none.
    package func close() { end() }

    /// On a server that froze after the login, only the fuse frees this thread.
    private static func run(
        _ initial: String, with handle: borrowing ClientHandle, on line: Line, target: SQLTarget,
        deadline: ContinuousClock.Instant
    ) throws(SQLFailure) {
        let left = deadline - .now
        guard left > .zero else { throw .notInTime(target) }
        if initial.isEmpty { return }
        let fuse = line.fuse(left)
        defer { fuse.cancel() }
        do throws(SQLFailure) { _ = try handle.run(initial) } catch {
            throw error.blaming(line.cut).hiding([target.password].compactMap(\.self))
        }
    }

    private func answer(to text: String) -> Result<[ResultSet], SQLFailure> {
        guard line.cut == .none, handle != nil else { return .failure(.ended(line.cut)) }
        return Result { () throws(SQLFailure) in
            do throws(SQLFailure) { return try handle?.run(text) ?? [] } catch { throw blamed(error) }
        }
    }

    /// A connection that the other side has ended is as dead as one that we cut: nothing is sent on it any more.
    private func blamed(_ error: SQLFailure) -> SQLFailure {
        let failure = error.blaming(line.cut)
        if failure.kind == .connectionLost { line.cut(.lost) }
        return failure
    }

    private func hide(_ secrets: [Secret], in failure: SQLFailure) -> SQLFailure {
        let clean = failure.hiding(secrets + [password].compactMap(\.self))
        return secrets.isEmpty ? clean : clean.withoutQuotation()
    }

    /// The handle first: it says goodbye on the socket that the line then shuts.
    private func end() {
        // The server answers a goodbye by hanging up.
        line.hearNoMore()
        handle = nil
        line.cut(.closed)
    }
}
