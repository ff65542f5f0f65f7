import HactlModel

extension Route {
    /// Where nobody changes roles: why it can't be told that the member alone takes writes, as a clause; `nil` when it can.
    func rivalry(in facts: Facts) -> String? {
        guard let rivals else { return nil }
        guard let instance = facts.instance(member) else { return blind(member, facts) }
        if !instance.writability.isWritable { return "\(member) does not take writes" }
        return rivals.lazy.compactMap { doubt(about: $0, in: facts) }.first
    }

    /// Somebody who can't be asked may be the one to whom clients have gone.
    private func doubt(about rival: MemberName, in facts: Facts) -> String? {
        if let instance = facts.instance(rival) {
            return instance.writability.isWritable ? "\(rival) takes writes, too" : nil
        }
        if let daemon = facts.host(rival)?.daemon,
            daemon.isFenced || (daemon.isListening == false && daemon.processes.isEmpty)
        {
            return nil
        }
        return "\(blind(rival, facts)), and may take writes"
    }
}

extension Scene {
    /// How many proxies a step about writes must change. Where nobody changes roles nothing hangs on it: what can't be done is owed.
    var routeQuorum: Int { premise == .steady ? 0 : cluster.proxyQuorum }

    /// Whether every proxy that can be led leads writes to the primary alone, now and after a reload.
    package var areWritesLed: Bool {
        cluster.proxies.filter { facts.proxy($0.name)?.flaws == [] }.allSatisfy { proxy in
            let route = Route(through: proxy, to: roles.candidate, in: self)
            return RouteProxy(route, in: self, quorum: 0).status(in: facts).isSatisfied
                && KeepRoutes(route: route, quorum: 0).status(in: facts).isSatisfied
        }
    }
}
