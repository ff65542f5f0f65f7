/// A key-value store in which others read where the writer is.
package struct StoreSettings: Hashable, Sendable, Codable {
    package enum Flavour: String, CaseIterable, Sendable, Codable { case etcd, consul }

    package var flavour: Flavour
    /// Where it is asked, one after the other until one answers: `http://10.0.0.41:2379`.
    package var urls: [String]
    /// The key of the cluster; others stand below it.
    package var key: String
    /// PEM files for TLS.
    package var authority: String?
    package var certificate: String?
    package var privateKey: String?

    package init(
        flavour: Flavour, urls: [String], key: String, authority: String? = nil, certificate: String? = nil,
        privateKey: String? = nil
    ) {
        self.flavour = flavour
        self.urls = urls
        self.key = key
        self.authority = authority
        self.certificate = certificate
        self.privateKey = privateKey
    }
}
