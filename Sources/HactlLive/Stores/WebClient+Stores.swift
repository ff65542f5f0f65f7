import HactlModel
import HactlPlan
import HactlRun

extension WebClient {
    /// To a key-value store, with what proves who asks.
    init(
        to settings: StoreSettings, token reference: SecretReference?, secrets: SecretBook
    ) async throws(StoreFailure) {
        self.init(
            urls: settings.urls, authority: settings.authority, certificate: settings.certificate,
            privateKey: settings.privateKey)
        guard let reference else { return }
        do throws(SecretFailure) {
            token = (settings.flavour.header, try await secrets.secret(reference))
        } catch {
            throw StoreFailure(kind: .authentication, message: error.message, effect: .none)
        }
    }
}

extension StoreSettings.Flavour {
    /// The header that carries a token.
    fileprivate var header: String {
        switch self {
        case .etcd: "Authorization"
        case .consul: "X-Consul-Token"
        }
    }
}
