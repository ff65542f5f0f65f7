import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlRun

/// Both locks of a run: one on this machine, one on the servers.
struct RunLocks {
    let local: LocalLock
    let servers: ServerLock
}

extension Desk {
    /// Does something under both locks, and gives them back however it ends.
    func locked<Answer>(
        for run: String, in world: LiveWorld, ending leftovers: [MemberName: [UInt64]] = [:],
        _ quorum: LockQuorum = .majority, _ body: (RunLocks) async throws -> Answer
    ) async throws -> Answer {
        let locks = try await takeLocks(for: run, in: world, ending: leftovers, quorum)
        do {
            let answer = try await body(locks)
            await locks.servers.release()
            return answer
        } catch {
            await locks.servers.release()
            throw error
        }
    }

    /// Takes the locks, or ends the command with who holds them.
    ///
    /// - Parameter leftovers: sessions of a run that this one goes on with. Their process is gone, for it held the lock
    ///   of this machine; a server that has not noticed would still keep its lock for them.
    private func takeLocks(
        for run: String, in world: LiveWorld, ending leftovers: [MemberName: [UInt64]], _ quorum: LockQuorum
    ) async throws -> RunLocks {
        if let obstacle = runs.prepare() {
            throw Quit(obstacle, hint: "Name another folder with --state.", code: .configuration)
        }
        let words = "ID: \(run)\nWho: \(operatorName)\nSince: \(SystemClock.now())\n"
        let local = try takeLocal(saying: words)
        if !leftovers.isEmpty { await world.endLeftovers(leftovers) }
        let take = quorum == .majority ? ServerLock.take : ServerLock.takeQuickly
        switch await take(world.allLinks, cluster.name, quorum, cluster.limits.connect) {
        case .taken(let lock): return RunLocks(local: local, servers: lock)
        case .held(let holders): throw busy(holders)
        case .tooFew(let unseen): throw tooFew(unseen, quorum)
        }
    }

    /// Once it is known who is dead: the others' locks have to be enough without its own.
    func confirm(_ locks: RunLocks, for plan: Plan) async throws {
        if await locks.servers.isEnough(for: LockQuorum(for: plan)) { return }
        throw Quit(
            "The lock on \(cluster.name) needs a majority of the members beside \(plan.roles.primary), and too few gave it; "
                + "nothing was changed.",
            hint: "Bring the others back, or leave them behind with --accept \(SurvivorsSeen.code).", code: .unreachable
        )
    }

    private func tooFew(_ unseen: [MemberName: Unreachable], _ quorum: LockQuorum) -> Quit {
        let failures = unseen.sorted { $0.key < $1.key }
        let reasons = failures.map { "\($0.key): \($0.value.detail)" }.joined(separator: "\n  ")
        let isLockedOut = failures.contains { [.authentication, .tls, .denied].contains($0.value.kind) }
        return Quit(
            "The lock on \(cluster.name) needs a majority of its members, and too few let hactl in; nothing was changed."
                + "\n  \(reasons)",
            hint: quorum == .majorityOfOthers(than: nil)
                ? "Bring the others back. Whoever is gone for good is left behind, by a person who answers for it, with "
                    + "--accept \(SurvivorsSeen.code)."
                : failures.lazy.compactMap(\.value.remedy).first { !$0.isEmpty }
                    ?? "See `hactl check --cluster \(cluster.name)`.",
            code: isLockedOut ? .permission : .unreachable)
    }

    private func takeLocal(saying words: String) throws -> LocalLock {
        switch LocalLock.take(runs.lock(of: cluster.name), saying: words) {
        case .success(let lock): return lock
        case .failure(.held(let holder)):
            throw Quit(
                "Another hactl on this machine is changing \(cluster.name).\n" + holder,
                hint: "Wait for it, or end it. The lock goes with the process.", code: .busy)
        case .failure(.unusable(let reason)):
            throw Quit(
                "The local lock can't be taken: \(reason).", hint: "Name another folder with --state.",
                code: .configuration)
        }
    }

    private func busy(_ holders: [MemberName: LockHolder]) -> Quit {
        let lines = holders.sorted { $0.key < $1.key }.map { name, holder in
            "  ID: \(name)/\(holder.connection)  Who: \(holder.user ?? "?")@\(holder.host ?? "?")  Since: \(holder.seconds ?? 0)s"
        }
        return Quit(
            "Another hactl holds the lock on \(cluster.name).\n" + lines.joined(separator: "\n"),
            hint: "Wait for it. If its machine is gone: hactl force-unlock --cluster \(cluster.name)", code: .busy)
    }

    var operatorName: String {
        let user = environment["USER"] ?? environment["LOGNAME"] ?? "unknown"
        return (agent.map { "\($0) as " } ?? "") + "\(user)@\(Host.name)"
    }
}
