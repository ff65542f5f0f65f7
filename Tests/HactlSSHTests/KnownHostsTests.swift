import Foundation
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
        #expect(text.lines(for: "db1", port: 22) == ["db1 ssh-ed25519 AAAA comment"])
        #expect(text.revokedKeys == ["BBBB"])
        #expect(!text.needsOpenSSH)
        #expect(KnownHostsText("@cert-authority *.example ssh-rsa CCCC").needsOpenSSH)
        #expect(KnownHostsText("*.example,!db9 ssh-rsa CCCC").needsOpenSSH)
    }

    @Test func `a host is given the lines that may be about it`() {
        let text = KnownHostsText(
            """
            db1,10.0.0.11 ssh-ed25519 AAAA\r
            \t[db1]:2222   ecdsa-sha2-nistp256\tBBBB  a comment
            |1|c2FsdA==|aGFzaA== ssh-ed25519 CCCC
            db10 ssh-ed25519 DDDD
            """)
        let hashed = "|1|c2FsdA==|aGFzaA== ssh-ed25519 CCCC"
        #expect(text.lines(for: "db1", port: 22) == ["db1 ssh-ed25519 AAAA", hashed])
        #expect(text.lines(for: "10.0.0.11", port: 22) == ["10.0.0.11 ssh-ed25519 AAAA", hashed])
        let elsewhere = ["[db1]:2222 ecdsa-sha2-nistp256 BBBB a comment", "db1 ssh-ed25519 AAAA", hashed]
        #expect(text.lines(for: "db1", port: 2222) == elsewhere)
        #expect(text.lines(for: "db2", port: 22) == [hashed])
    }

    @Test func `a file is read again when it was written to, replaced or removed`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let shelf = KnownHostsShelf()
        func keys(of host: String) -> [String]? { shelf.text(of: file.path)?.lines(for: host, port: 22) }
        #expect(keys(of: "db1") == nil)
        try Data("db1 ssh-ed25519 AAAA\n".utf8).write(to: file)
        #expect(keys(of: "db1") == ["db1 ssh-ed25519 AAAA"])
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("db2 ssh-ed25519 BBBB\n".utf8))
        try handle.close()
        #expect(keys(of: "db2") == ["db2 ssh-ed25519 BBBB"])
        try Data("db1 ssh-ed25519 CCCC\ndb2 ssh-ed25519 BBBB\n".utf8).write(to: file, options: .atomic)
        #expect(keys(of: "db1") == ["db1 ssh-ed25519 CCCC"])
        try FileManager.default.removeItem(at: file)
        #expect(keys(of: "db1") == nil)
    }

    @Test func `each type is asked for by its own name`() throws {
        let wire = try #require(Wire())
        let place = HostPlace(address: "db1", port: 22, user: "ops")
        let known = try #require(KnownHosts(of: place, in: [], on: wire))
        #expect(known.types.isEmpty)
        #expect(known.verdict(on: WireWriter.string([UInt8]("ssh-ed25519".utf8))) == .unknown)
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
