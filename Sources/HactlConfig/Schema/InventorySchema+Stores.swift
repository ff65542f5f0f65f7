/// What is said of any key-value store.
extension InventorySchema {
    static let storeURLs = SchemaKey(
        "urls", .words(example: "['http://10.0.0.41:2379']"), "required",
        meaning: "where it is asked, one after the other until one answers", example: "urls: ['http://10.0.0.41:2379']",
        alsoCalled: ["url", "endpoints"])

    /// - Parameter example: of its token.
    static func storeCredentials(token example: String) -> [SchemaKey] {
        [
            SchemaKey("token", .secret, meaning: "proves to it who asks", example: example),
            SchemaKey(
                "ca", .path, "the system's", meaning: "whose certificates are trusted",
                example: "ca: /etc/hactl/etcd-ca.pem"),
            SchemaKey("cert", .path, meaning: "hactl's certificate", example: "cert: /etc/hactl/etcd.pem"),
            SchemaKey("private-key", .path, meaning: "its key", example: "private-key: /etc/hactl/etcd.key"),
        ]
    }
}
