import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

/// Both locks of a run: one on this machine, one on the servers.
struct RunLocks {
    let local: LocalLock
    let servers: ServerLock
}

extension Desk {
    /// Takes the locks, or ends the command with who holds them.
    func takeLocks(for run: String, in world: LiveWorld) async throws -> RunLocks {
        if let obstacle = runs.prepare() {
            throw Quit(obstacle, hint: "Name another folder with --state.", code: .configuration)
        }
        let words = "ID: \(run)\nWho: \(operatorName)\nSince: \(SystemClock.now())\n"
        let local = try takeLocal(saying: words)
        switch await ServerLock.take(on: world.allLinks, cluster: cluster.name, within: cluster.limits.connect) {
        case .taken(let lock): return RunLocks(local: local, servers: lock)
        case .held(let holders): throw busy(holders)
        case .tooFew(let unseen):
            let reasons = unseen.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n  ")
            throw Quit(
                "The lock on \(cluster.name) needs a majority of its members, and too few answered.\n  \(reasons)",
                hint: "See `hactl check --cluster \(cluster.name)`.", code: .unreachable)
        }
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
        return "\(user)@\(Host.name)"
    }
}
