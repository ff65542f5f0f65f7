import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun
import HactlSSH

/// A copy that this process has begun. It goes on in the server when nobody waits for it any more.
struct Copying: Sendable {
    let session: UInt64
    /// How its statement ended; `nil` as long as it runs. A server that restarts at the end of a copy says nothing.
    var end: Result<Void, SQLFailure>?
}

extension Link {
    /// Begins a copy on a session of its own, and answers when the server shows it, or refuses.
    func begin(_ order: CopyOrder, within limit: Duration) async -> Answer {
        if copying?.end == nil, copying != nil { return .done(await look(at: .copy(member.name), within: limit)) }
        do throws(SQLFailure) {
            let connection = try await separateSQL(within: limit, idle: .seconds(24 * 3600))
            let statement = Statement.copyData(order)
            do throws(Unsupported) {
                let script = try await copyScript(statement, order)
                copying = Copying(session: UInt64(connection.serverID))
                Task { await run(script, on: connection) }
                return await watchBeginning(within: limit)
            } catch {
                await connection.close()
                return .failed(ActionFailure("\(member.name): \(error.because); \(error.remedy)", effect: .none))
            }
        } catch {
            return .failed(ActionFailure("\(member.name): \(error.message)", effect: .none))
        }
    }

    private func copyScript(
        _ statement: Statement, _ order: CopyOrder
    ) async throws(Unsupported) -> Script<[Observation]> {
        guard let dialect, let donor = cluster.member(named: order.donor) else {
            throw Unsupported(because: "the server was never seen", remedy: "look at it first")
        }
        var context = await context()
        context.donor = await login(to: donor)
        return try dialect.script(for: statement, context: context)
    }

    /// hactl's own account there.
    private func login(to donor: Member) async -> ReplicationLogin? {
        guard let reference = donor.sql.password, let password = try? await secrets.secret(reference) else {
            return nil
        }
        return ReplicationLogin(user: donor.sql.user, password: password, tls: donor.sql.tls.mode != .disabled)
    }

    /// The host begins to load, and goes on by itself.
    func load(_ order: CopyOrder, within limit: Duration) async throws(SSHFailure) -> Answer {
        guard let donor = cluster.member(named: order.donor), let login = await login(to: donor) else {
            return .failed(
                ActionFailure(
                    "\(member.name): the password of hactl's account on the donor can't be read", effect: .none))
        }
        var command = HostCommand(CopyInOrder.errand)
        command.input = CopyInOrder.input(order, login)
        let result = try await host(within: limit).run(command, within: limit)
        guard result.isSuccess else {
            let words = "\(result.errorText.firstLine) (\(result.exit))"
            return .failed(ActionFailure("\(member.name): \(words)", effect: .unknown))
        }
        return .done(await look(at: .copy(member.name), within: limit))
    }

    private func run(_ script: Script<[Observation]>, on connection: SQLConnection) async {
        do throws(ScriptTrouble) {
            _ = try await connection.run(script, within: .seconds(7 * 24 * 3600))
            copying?.end = .success(())
        } catch {
            copying?.end = .failure(error.failure)
            // A copy that did not begin has left the server open to privileged sessions.
            if case .server = error.failure.kind {
                let closed = Writability(readOnly: true, superReadOnly: true)
                _ = await perform(.restore(closed), within: .seconds(3))
            }
        }
        await connection.close()
    }

    private func watchBeginning(within limit: Duration) async -> Answer {
        let deadline = ContinuousClock.now + limit * 0.8
        while ContinuousClock.now < deadline {
            if case .failure(let failure)? = copying?.end, case .server = failure.kind {
                let seen = await look(at: .copy(member.name), within: limit)
                if case .copy(_, let copy)? = seen.first, copy.state == .done { return .done(seen) }
                return .failed(ActionFailure("\(member.name): \(failure.message)", effect: .unknown))
            }
            if copying?.end != nil { break }
            let seen = await look(at: .copy(member.name), within: limit)
            if case .copy(_, let copy)? = seen.first, copy.state == .running { return .done(seen) }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return .done(await look(at: .copy(member.name), within: limit))
    }
}
