import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// Feels one member's pulse over a session of its own, which also keeps the watches' lock there: what answers is what leads. Between two
/// pings it listens: a server that dies as a process says so at once.
package actor PulseLine {
    package nonisolated let member: MemberName
    private let link: Link
    private let lock: String
    private let idle: Duration
    private var connection: SQLConnection?
    /// The session before this one: the server may not have noticed its end, and keep the lock for it.
    private var former: UInt64?
    private nonisolated let sleep = LightSleep()
    private var wasCalled = false

    package init(over link: Link) {
        self.link = link
        member = link.member.name
        lock = ClusterLock.name(of: link.cluster.name, for: .watches)
        idle = max(Self.silence, link.cluster.watch.ping * 4)
    }

    /// When this machine vanishes, the server gives the lock back by itself after this.
    private static let silence = Duration.seconds(15)

    /// Until `moment`, or until the server hangs up: then there is a reason to ask at once. Not twice in a row: a server that hangs up on
    /// everybody is asked no more often than any other.
    package func rest(until moment: ContinuousClock.Instant) async {
        if wasCalled {
            try? await Task.sleep(until: moment)
            wasCalled = false
        } else {
            wasCalled = await sleep.rest(until: moment)
        }
    }

    /// Asks once. A connection that was lost since the last time is opened anew: a session that somebody killed is no dead server.
    package func feel(within limit: Duration) async -> Sight<Pulse> {
        let start = ContinuousClock.now
        let isOld = connection != nil
        do throws(SQLFailure) { return .seen(try await ask(within: limit)) } catch {
            await drop()
            guard isOld, error.kind == .connectionLost else { return .unseen(Unreachable(error)) }
        }
        do throws(SQLFailure) { return .seen(try await ask(within: limit - (.now - start))) } catch {
            await drop()
            return .unseen(Unreachable(error))
        }
    }

    private func ask(within limit: Duration) async throws(SQLFailure) -> Pulse {
        let start = ContinuousClock.now
        let connection = try await open(within: limit)
        do throws(ScriptTrouble) {
            let pulse = try await connection.run(Pulse.script(of: lock), within: limit - (.now - start))
            if case .other(let session) = pulse.lock, session == former { _ = await link.endLeftover(session) }
            return pulse
        } catch {
            throw error.failure
        }
    }

    private func open(within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        if let connection, !connection.isEnded { return connection }
        let fresh = try await link.separateSQL(within: limit, idle: idle)
        connection = fresh
        fresh.onHangUp { [sleep] in sleep.call() }
        return fresh
    }

    /// Takes the lock there, or gives it back. What becomes of it the next pulse tells.
    package func make(_ move: Leadership.Move) async {
        guard let connection, !connection.isEnded else { return }
        switch move {
        case .claim: _ = try? await connection.run(ClusterLock.lockScript(lock), within: .seconds(1))
        case .release: _ = try? await connection.run(ClusterLock.unlockScript(lock), within: .seconds(1))
        }
    }

    package func close() async {
        await make(.release)
        await connection?.close()
        connection = nil
    }

    private func drop() async {
        former = connection.map { UInt64($0.serverID) } ?? former
        await connection?.close()
        connection = nil
    }
}
