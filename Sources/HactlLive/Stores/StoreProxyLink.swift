import HactlModel
import HactlPlan
import HactlRun

/// The way to a key-value store, over HTTP from the machine that runs hactl.
actor StoreProxyLink: ProxyLink {
    private let proxy: Proxy
    private let dialect: any StoreProxy
    private let limits: Limits
    private let secrets: SecretBook
    private var opened: (any KeyValueStore)?

    init(to proxy: Proxy, speaking dialect: any StoreProxy, limits: Limits, secrets: SecretBook) {
        self.proxy = proxy
        self.dialect = dialect
        self.limits = limits
        self.secrets = secrets
    }

    private func store() async throws(StoreFailure) -> any KeyValueStore {
        if let opened { return opened }
        guard case .store(let settings) = proxy.kind else {
            throw StoreFailure(kind: .unreadable, message: "it is no key-value store", effect: .none)
        }
        let web = try await WebClient(to: settings, token: proxy.token, secrets: secrets)
        let store: any KeyValueStore =
            switch settings.flavour {
            case .etcd: Etcd(web: web)
            case .consul: Consul(web: web, root: settings.key)
            }
        opened = store
        return store
    }

    func look(within limit: Duration) async -> Observation {
        do throws(StoreFailure) {
            let values = try await store().values(of: dialect.keys, within: min(limit, limits.look))
            return .proxy(proxy.name, .seen(dialect.facts(from: values)))
        } catch {
            return .proxy(proxy.name, .unseen(Unreachable(error.kind, detail: error.message)))
        }
    }

    func perform(_ order: ProxyOrder, within limit: Duration) async -> Answer {
        guard case .write(let writes) = order else { return .done([await look(within: limit)]) }
        do throws(StoreFailure) {
            guard try await store().write(writes, within: limit) else {
                return .failed(ActionFailure("\(proxy.name): somebody else has written meanwhile", effect: .none))
            }
            return .done([await look(within: limit)])
        } catch {
            return .failed(ActionFailure("\(proxy.name): \(error.message)", effect: error.effect))
        }
    }

    func prepare(for order: ProxyOrder) async {}
    func warmUp() async {}
    func close() async {}
}

/// A store whose values change all together, or not at all.
protocol KeyValueStore: Sendable {
    /// Those of the keys that are there, as of one moment, and as the leader knows them.
    func values(of keys: [String], within limit: Duration) async throws(StoreFailure) -> [String: String]
    /// Writes all, if all are as they are said to be. Answers `false` when one is not, and nothing was changed.
    func write(_ writes: [KeyWrite], within limit: Duration) async throws(StoreFailure) -> Bool
}

/// Why a store could not be asked, or may not have done what it was told.
struct StoreFailure: Error {
    var kind: Unreachable.Kind
    var message: String
    var effect: ActionFailure.Effect
}
