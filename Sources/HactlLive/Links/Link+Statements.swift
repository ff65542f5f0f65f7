import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

extension Link {
    /// Looks at one aspect of the server. What can't be seen marks the whole server unseen, with the reason.
    func look(at probe: Probe, within limit: Duration) async -> [Observation] {
        let start = ContinuousClock.now
        let wasOpen = hasConnection
        do throws(SQLFailure) { return try await ask(probe, within: limit) } catch {
            // Somebody may have ended the session, or the deadline of another look on it: that says nothing of the server.
            guard wasOpen, error.kind == .connectionLost else { return unseen(error) }
        }
        do throws(SQLFailure) { return try await ask(probe, within: limit - (.now - start)) } catch {
            return unseen(error)
        }
    }

    private func unseen(_ failure: SQLFailure) -> [Observation] {
        [.instance(member.name, .unseen(Unreachable(failure)))]
    }

    private func ask(_ probe: Probe, within limit: Duration) async throws(SQLFailure) -> [Observation] {
        let start = ContinuousClock.now
        let connection = try await sql(within: limit)
        guard let dialect, let script = dialect.lookScript(for: probe, context: await context()) else { return [] }
        do throws(ScriptTrouble) {
            let seen = try await connection.run(script, within: limit - (.now - start))
            remember(seen)
            return checked(seen)
        } catch {
            switch error {
            case .failed(let failure):
                drop(connection)
                throw failure
            case .unread(let failure):
                return [.instance(member.name, .unseen(Unreachable(.unreadable, detail: failure.sentence)))]
            }
        }
    }

    /// A server that is not the one the inventory pins is none of ours, whatever it says.
    private func checked(_ seen: [Observation]) -> [Observation] {
        guard let pinned = member.identity else { return seen }
        return seen.map { observation in
            guard case .instance(let name, .seen(let facts)) = observation, facts.identity.uuid != pinned else {
                return observation
            }
            let detail = "it is \(facts.identity.uuid), the inventory pins \(pinned)"
            return .instance(name, .unseen(Unreachable(.identity, detail: detail)))
        }
    }

    /// Opens the second connection, and puts every statement into words once: the first time costs the runtime more than
    /// the server's answer takes.
    func prepare(for statements: [Statement]) async {
        await openSteward()
        for statement in statements { _ = try? await script(for: statement).description }
    }

    /// Sends a verb. When its effect is unknown, what may still run in the server is ended there first.
    func perform(_ statement: Statement, within limit: Duration) async -> Answer {
        if case .copyData(let order) = statement { return await begin(order, within: limit) }
        let start = ContinuousClock.now
        do throws(SQLFailure) {
            let connection = try await sql(within: limit)
            return await perform(statement, on: connection, within: limit - (.now - start))
        } catch {
            return .failed(ActionFailure("\(member.name): \(error.message)", effect: .none))
        }
    }

    private func perform(_ statement: Statement, on connection: SQLConnection, within limit: Duration) async -> Answer {
        do throws(Unsupported) {
            let script = try await script(for: statement)
            return await perform(script, on: connection, within: limit).judged(by: statement)
        } catch {
            return .failed(ActionFailure("\(member.name): \(error.because); \(error.remedy)", effect: .none))
        }
    }

    private func perform(
        _ script: Script<[Observation]>, on connection: SQLConnection, within limit: Duration
    ) async -> Answer {
        do throws(ScriptTrouble) {
            return .done(try await connection.run(script, within: limit))
        } catch {
            switch error {
            case .failed(let failure): return await failed(failure, on: connection)
            case .unread(let failure):
                return .failed(ActionFailure("\(member.name): \(failure.sentence)", effect: .unknown))
            }
        }
    }

    /// A connection that broke is of no use any more, whoever broke it: with it every later try would fail as well.
    private func failed(_ failure: SQLFailure, on connection: SQLConnection) async -> Answer {
        var message = "\(member.name): \(failure.message)"
        // What stands before the refused statement was done.
        var effect: ActionFailure.Effect = failure.effect == .none && failure.statementIndex == 0 ? .none : .unknown
        if connection.isEnded || failure.kind == .connectionLost {
            drop(connection)
            if let leftover = await endInTime(UInt64(connection.serverID)), await !isRefused() {
                message += "; \(leftover)"
                effect = .lingering
                leftovers.insert(UInt64(connection.serverID))
            }
        }
        return .failed(ActionFailure(message, effect: effect))
    }

    /// Not for as long as a server may take to answer: whoever waits for this may be holding up everybody's writes.
    private func endInTime(_ session: UInt64) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await self.endLeftover(session) }
            group.addTask {
                try? await Task.sleep(for: .seconds(1))
                return "what it left in the server could not be ended in time"
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Where nothing listens any more no statement goes on. A server that is only silent may wake up and do it.
    private func isRefused() async -> Bool {
        do throws(SQLFailure) {
            await (try separateSQL(within: .milliseconds(300))).close()
            return false
        } catch {
            return error.kind == .refused
        }
    }

    private func script(for statement: Statement) async throws(Unsupported) -> Script<[Observation]> {
        guard let dialect else {
            throw Unsupported(because: "the server was never seen", remedy: "look at it first")
        }
        return try dialect.script(for: statement, context: await context())
    }
}

extension Answer {
    /// What only waits, reads, or ends sessions that were to end, changes nothing, however late it happens.
    fileprivate func judged(by statement: Statement) -> Answer {
        guard case .failed(var failure) = self, failure.effect == .lingering else { return self }
        switch statement {
        case .awaitTransactions, .awaitEnd, .readTransactions, .endSessions: failure.effect = .unknown
        default: break
        }
        return .failed(failure)
    }
}
