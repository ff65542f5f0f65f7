import HactlModel
import HactlPlan
import HactlRun

/// The way to a proxy.
protocol ProxyLink: Sendable {
    func look(within limit: Duration) async -> Observation
    func perform(_ order: ProxyOrder, within limit: Duration) async -> Answer
    /// Does beforehand what an order needs, so that nothing of it is left for the moment that counts.
    func prepare(for order: ProxyOrder) async
    func warmUp() async
    func close() async
}

extension Proxy {
    /// - Returns: `nil` for a kind that is reached by no way that there is.
    func link(limits: Limits, secrets: SecretBook) -> (any ProxyLink)? {
        switch ProxyCatalog.dialect(of: kind) {
        case let dialect as any ShellProxy:
            ShellProxyLink(to: self, speaking: dialect, limits: limits, secrets: secrets)
        case let dialect as any AdminProxy:
            admin.map { AdminProxyLink(to: self, at: $0, speaking: dialect, limits: limits, secrets: secrets) }
        case let dialect as any StoreProxy:
            StoreProxyLink(to: self, speaking: dialect, limits: limits, secrets: secrets)
        default: nil
        }
    }
}
