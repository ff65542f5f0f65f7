import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

extension Link {
    /// Looks at one aspect of the server. What can't be seen marks the whole server unseen, with the reason.
    func look(at probe: Probe, within limit: Duration) async -> [Observation] {
        do throws(SQLFailure) {
            return try await ask(probe, within: limit)
        } catch {
            return [.instance(member.name, .unseen(Unreachable(error)))]
        }
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

    /// Sends a verb. When its effect is unknown, what may still run in the server is ended there first.
    func perform(_ statement: Statement, within limit: Duration) async -> Answer {
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
            return await perform(script, on: connection, within: limit)
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

    private func failed(_ failure: SQLFailure, on connection: SQLConnection) async -> Answer {
        var message = "\(member.name): \(failure.message)"
        if connection.isEnded {
            drop(connection)
            if let lingering = await endLeftover(UInt64(connection.serverID)) { message += "; \(lingering)" }
        }
        return .failed(ActionFailure(message, effect: failure.effect == .none ? .none : .unknown))
    }

    private func script(for statement: Statement) async throws(Unsupported) -> Script<[Observation]> {
        guard let dialect else {
            throw Unsupported(because: "the server was never seen", remedy: "look at it first")
        }
        return try dialect.script(for: statement, context: await context())
    }
}
