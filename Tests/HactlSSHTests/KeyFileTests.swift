import Testing

@testable import HactlSSH

@Suite struct KeyFileTests {
    @Test(arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")])
    func `base64 of RFC 4648 §10`(plain: String, encoded: String) {
        #expect(Base64.encode([UInt8](plain.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == [UInt8](plain.utf8))
        #expect(Base64.decode((encoded + "==\n").utf8) == [UInt8](plain.utf8))
    }

    @Test func `what is no base64 is none`() { #expect(Base64.decode("Zm9*".utf8) == nil) }

    @Test func `a reader stops where the bytes end`() {
        var reader = WireReader([0, 0, 0, 9, 1])
        #expect(reader.string() == nil)
        var good = WireReader(WireWriter.string([1, 2]) + WireWriter.number(7))
        #expect(good.string() == [1, 2])
        #expect(good.number() == 7)
        #expect(good.byte() == nil)
    }

    @Test(
        .enabled(if: Sshd.isThere, "needs ssh-keygen"),
        arguments: [
            ("ed25519", [], "ssh-ed25519", "none"), ("rsa", [], "ssh-rsa", "none"),
            ("ecdsa", ["-N", "secret"], "ecdsa-sha2-nistp256", "aes256-ctr"),
            ("ed25519", ["-N", "secret", "-Z", "aes256-gcm@openssh.com"], "ssh-ed25519", "aes256-gcm@openssh.com"),
            ("rsa", ["-m", "PEM", "-N", ""], "ssh-rsa", "none"),
            ("rsa", ["-m", "PEM", "-N", "secret"], "ssh-rsa", "a PEM cipher"),
        ])
    func `a key file tells its type without its passphrase`(
        type: String, options: [String], name: String, cipher: String
    ) async throws {
        try await Sshd.run { server in
            let path = "\(server.directory)/key"
            try await Sshd.makeKey(path, type: type, options: options)
            let key = try #require(PrivateKeyFile([UInt8](try text(of: path).utf8)))
            #expect(key.type == name)
            #expect(key.cipher == cipher)
        }
    }

    @Test func `what is no key is none`() {
        #expect(PrivateKeyFile([]) == nil)
        #expect(PrivateKeyFile([UInt8]("-----BEGIN OPENSSH PRIVATE KEY-----\n!\n".utf8)) == nil)
        #expect(PrivateKeyFile([UInt8]("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n".utf8)) == nil)
    }
}
