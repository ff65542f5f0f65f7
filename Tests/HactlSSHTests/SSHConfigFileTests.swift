import HactlModel
import Testing

@testable import HactlSSH

@Suite struct SSHConfigFileTests {
    private let told = """
        user ops
        hostname 10.0.0.11
        port 2222
        identityfile ~/.ssh/shop
        identityfile ~/.ssh/id_ed25519
        userknownhostsfile /etc/shop/known /etc/shop/known2
        proxyjump bastion,deep@[fe80::1]:2200
        certificatefile none
        """

    @Test func `what ssh tells is read`() {
        let file = SSHConfigFile(parsing: told)
        #expect(file.hostName == "10.0.0.11")
        #expect(file.port == 2222)
        #expect(file.user == "ops")
        #expect(file.identityFiles == ["~/.ssh/shop", "~/.ssh/id_ed25519"])
        #expect(file.knownHostsFiles == ["/etc/shop/known", "/etc/shop/known2"])
        #expect(
            file.jump == [
                JumpHost(address: "bastion", user: "ops"), JumpHost(address: "fe80::1", port: 2200, user: "deep"),
            ])
    }

    @Test func `only what was left open is filled`() {
        let file = SSHConfigFile(parsing: told)
        let open = file.filling(SSHAccess(address: "db1", user: ""))
        #expect(open.address == "10.0.0.11")
        #expect(open.port == 2222)
        #expect(open.user == "ops")
        #expect(open.key == "~/.ssh/shop")
        #expect(open.knownHosts == "/etc/shop/known")
        #expect(open.jump.count == 2)
        let chosen = file.filling(
            SSHAccess(address: "db1", port: 22_000, user: "me", key: "/k", knownHosts: "/h"))
        #expect(chosen.port == 22_000)
        #expect(chosen.user == "me")
        #expect(chosen.key == "/k")
        #expect(chosen.knownHosts == "/h")
    }

    @Test func `default names of keys are left to the session`() {
        let file = SSHConfigFile(parsing: "hostname h\nidentityfile ~/.ssh/id_rsa\nproxycommand nc %h %p")
        #expect(file.filling(SSHAccess(address: "h", user: "u")).key == nil)
        #expect(file.needsOpenSSH)
        #expect(file.filling(SSHAccess(address: "h", user: "u")).transport == .openssh)
    }

    @Test(arguments: [
        ("host", JumpHost(address: "host", user: "")),
        ("a@host:22022", JumpHost(address: "host", port: 22_022, user: "a")),
        ("ssh://a@host:1", JumpHost(address: "host", port: 1, user: "a")), ("::1", JumpHost(address: "::1", user: "")),
        ("[::1]", JumpHost(address: "::1", user: "")), ("a@b@host", JumpHost(address: "host", user: "a@b")),
    ])
    func `a jump is read`(text: String, jump: JumpHost) {
        #expect(JumpHost(proxyJump: text[...]) == jump)
    }

    @Test(.enabled(if: Sshd.hasClient, "needs ssh"))
    func `ssh itself is asked`() async throws {
        let file = try await SSHConfigFile.effective(for: "ops@localhost", within: .seconds(120))
        #expect(file.user == "ops")
        #expect(file.hostName == "localhost")
        #expect(!file.knownHostsFiles.isEmpty)
    }
}
