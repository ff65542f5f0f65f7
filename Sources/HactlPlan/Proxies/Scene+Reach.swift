import HactlModel

extension Scene {
    /// Why nothing can be done about proxies, a clause each; empty where all of them can be led.
    package var unledProxies: [String] {
        cluster.proxies.compactMap { proxy in
            guard let seen = facts.proxy(proxy.name) else { return blind(proxy.name, facts) }
            return seen.flaws.first.map { "\(proxy.name): \($0)" } ?? readersOutOfReach(of: proxy.name)
        }
    }

    private func readersOutOfReach(of proxy: ProxyName) -> String? {
        guard let route = readRoutes.first(where: { $0.proxy == proxy }) else { return nil }
        do throws(Route.Obstacle) {
            _ = try route.readers(in: facts)
            return nil
        } catch {
            return error.words
        }
    }
}
