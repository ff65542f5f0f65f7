/// What a private key file tells without its passphrase.
struct PrivateKeyFile: Equatable {
    /// `ssh-ed25519`, `ssh-rsa` …; `nil` when the format doesn't say.
    var type: String?
    /// `none`, `aes256-ctr` …; `nil` when the format doesn't say.
    var cipher: String?
    /// The public part, as it goes over the wire; `nil` when the format doesn't say.
    var publicKey: [UInt8]?

    var isRSA: Bool { type == "ssh-rsa" }
    var isEncrypted: Bool { cipher != nil && cipher != "none" }

    /// Reads an OpenSSH or PEM file; `nil` when it is no private key.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") && $0.contains("PRIVATE KEY") }) else {
            return nil
        }
        let head = lines[first]
        let body = lines[(first + 1)...].prefix { !$0.hasPrefix("-----END") }
        if head.contains("OPENSSH") {
            self.init(openSSH: body.joined())
        } else {
            self.init(pem: head, isMarked: body.contains { $0.contains("ENCRYPTED") })
        }
    }

    /// openssh/PROTOCOL.key: `"openssh-key-v1"0x00, string ciphername, string kdfname, string kdfoptions, uint32 number
    /// of keys N, string publickey1, …`.
    private init?(openSSH body: String) {
        guard let bytes = Base64.decode(body.utf8) else { return nil }
        var reader = WireReader(bytes)
        guard reader.skip([UInt8]("openssh-key-v1".utf8) + [0]), let cipher = reader.text(),
            reader.string() != nil, reader.string() != nil, reader.number() != nil, let key = reader.string()
        else { return nil }
        var inner = WireReader(key)
        self.cipher = cipher
        publicKey = key
        type = inner.text()
    }

    private init(pem head: Substring, isMarked: Bool) {
        if head.contains("RSA") { type = "ssh-rsa" }
        cipher = isMarked || head.contains("ENCRYPTED") ? "a PEM cipher" : "none"
    }
}
