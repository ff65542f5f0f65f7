import Testing

@testable import HactlSSH

@Suite struct KnownHostsTests {
    @Test func `markers and patterns are seen`() {
        let text = KnownHostsText(
            """
            # a comment

            db1,10.0.0.11 ssh-ed25519 AAAA comment
            @revoked * ssh-rsa BBBB== old
            """)
        #expect(text.plainLines == ["db1,10.0.0.11 ssh-ed25519 AAAA comment"])
        #expect(text.revokedKeys == ["BBBB"])
        #expect(!text.needsOpenSSH)
        #expect(KnownHostsText("@cert-authority *.example ssh-rsa CCCC").needsOpenSSH)
        #expect(KnownHostsText("*.example,!db9 ssh-rsa CCCC").needsOpenSSH)
    }

    @Test func `each type is asked for by its own name`() throws {
        let wire = try #require(Wire())
        let known = try #require(KnownHosts(files: [], on: wire))
        #expect(known.types(for: "db1", port: 22).isEmpty)
        #expect(known.verdict(on: WireWriter.string([UInt8]("ssh-ed25519".utf8)), host: "db1", port: 22) == .unknown)
    }

    @Test(arguments: [
        ("ssh: Could not resolve hostname x: Name or service not known", SSHFailure.Kind.unresolvable),
        ("ssh: connect to host x port 22: Connection refused", .refused),
        ("ssh: connect to host x port 22: Connection timed out", .timedOut),
        (
            "No ED25519 host key is known for x and you have requested strict checking.",
            .unknownHostKey
        ),
        ("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", .changedHostKey),
        ("root@x: Permission denied (publickey).", .authenticationFailed),
        ("Unable to negotiate with x port 22: no matching cipher found.", .algorithmsDiffer),
        ("kex_exchange_identification: Connection closed by remote host", .busy),
        ("Load key \"/k\": error in libcrypto\nroot@x: Permission denied", .keyUnreadable),
        ("", .connectionLost),
    ])
    func `what ssh complains about is understood`(text: String, kind: SSHFailure.Kind) {
        #expect(SSHComplaints.kind(text) == kind)
    }
}
