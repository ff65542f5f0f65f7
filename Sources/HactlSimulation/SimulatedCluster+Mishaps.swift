import HactlModel

/// What happens to servers, hosts and the ways between them without anybody's order.
extension SimulatedCluster {
    /// A server's process is stopped (SIGSTOP).
    package mutating func freeze(_ name: MemberName) {
        guard servers[name]?.isUp == true else { return }
        servers[name]?.isUp = false
        servers[name]?.isFrozen = true
    }

    /// It goes on where it stood, unless it was killed meanwhile.
    package mutating func thaw(_ name: MemberName) {
        guard servers[name]?.isFrozen == true else { return }
        servers[name]?.isFrozen = false
        servers[name]?.isUp = true
    }

    /// A host that lost its power comes back: without the addresses that only its kernel knew, and with its server, unless
    /// that is fenced.
    package mutating func powerOn(_ name: MemberName) {
        guard servers[name]?.isHostUp == false else { return }
        servers[name]?.isHostUp = true
        servers[name]?.addresses = []
        restart(name)
    }

    package func isCut(_ one: MemberName, from other: MemberName) -> Bool {
        !cuts.isEmpty && cuts.contains(MemberPair(one, other))
    }
}
