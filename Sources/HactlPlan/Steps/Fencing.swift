import HactlModel

/// On what proof a former primary counts as unable to take writes.
package enum Fencing: Hashable, Sendable, Codable {
    /// It was seen to be closed, over SQL.
    case closed
    /// One of these rungs was reached, and seen from the host of another member.
    case reached([FenceRung], from: MemberName)
    /// Nobody could fence it; a person has answered for that.
    case unproven

    /// Why it may still take writes, as a clause; `nil` when it can't.
    func obstacle(to old: MemberName, in facts: Facts) -> String? {
        switch self {
        case .unproven: return nil
        case .closed:
            guard let instance = facts.instance(old) else { return blind(old, facts) }
            return instance.writability.isClosed ? nil : "\(old) still takes writes"
        case .reached(let rungs, let witness):
            let fences = rungs.map { Fence(member: old, rung: $0, witness: witness) }
            if fences.contains(where: { $0.status(in: facts).isSatisfied }) { return nil }
            let reasons = fences.map { $0.status(in: facts).reason }
            return "\(old) is not fenced (\(reasons.joined(separator: "; ")))"
        }
    }
}

extension Scene {
    /// What can keep the primary from taking writes, as it was seen; weakest first.
    package var reachableRungs: [FenceRung] {
        let primary = roles.primary
        var rungs: [FenceRung] = []
        if facts.instance(primary) != nil { rungs.append(.readOnly) }
        if let host = facts.host(primary), host.tools.canFence, host.daemon.processes.count <= 1 {
            if host.tools.canFilter { rungs.append(.portClosed) }
            if !host.daemon.waitsForDisk { rungs.append(.serverStopped) }
        }
        if cluster.member(named: primary)?.powerOff != nil { rungs.append(.powerOff) }
        return rungs
    }

    /// The rung that a plan takes: power only where nothing gentler is there, or the policy wants no less; and the server
    /// stopped rather than closed, for one that waits for an acknowledgement would be let go by closing it, and tell its
    /// clients that their writes are safe.
    package var chosenRungs: [FenceRung] {
        let wanted = cluster.policy.fenceAtLeast ?? .readOnly
        let enough = reachableRungs.filter { $0 >= wanted }
        let gentle = enough.filter { $0 != .powerOff }
        return [gentle.last ?? enough.last].compactMap(\.self)
    }

    /// What the plan puts up with where a server that was killed does not end: its ports closed, unless the policy wants more.
    var settledRung: FenceRung? {
        chosenRungs == [.serverStopped] && reachableRungs.contains(.portClosed)
            && .portClosed >= cluster.policy.fenceAtLeast ?? .readOnly ? .portClosed : nil
    }

    /// On what proof the plan's later steps go.
    var fencing: Fencing {
        guard premise == .deadPrimary else { return .closed }
        guard !chosenRungs.isEmpty else { return .unproven }
        return .reached(chosenRungs + [settledRung].compactMap(\.self), from: roles.candidate)
    }
}
