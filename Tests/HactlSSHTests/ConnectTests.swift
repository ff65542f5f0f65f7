import Glibc
import HactlModel
import Testing

@testable import HactlSSH

/// How a connection is refused, over each transport; and the ways around.
@Suite(.enabled(if: Sshd.isThere, "needs root, sshd and ssh-keygen"), .timeLimit(.minutes(1)))
struct ConnectTests {
    private func failure(_ access: SSHAccess, passphrase: Secret? = nil, within limit: Duration = .seconds(20)) async
        -> SSHFailure?
    {
        await #expect(throws: SSHFailure.self) {
            let session = try await SSH.connect(to: access, passphrase: passphrase, within: limit)
            await session.close()
        }
    }

    private func greet(_ access: SSHAccess, passphrase: Secret? = nil) async throws {
        let session = try await SSH.connect(to: access, passphrase: passphrase, within: .seconds(20))
        let result = try await session.run(HostCommand(["echo", "hi"]), within: .seconds(10))
        #expect(result.outputText == "hi\n")
        await session.close()
    }

    @Test(arguments: SSHTransport.allCases)
    func `nobody listens`(transport: SSHTransport) async throws {
        let access = SSHAccess(
            address: "127.0.0.1", port: try Sshd.freePort(), user: "root", knownHosts: "/dev/null", transport: transport
        )
        #expect(await failure(access)?.kind == .refused)
    }

    @Test(arguments: SSHTransport.allCases)
    func `a name without an address`(transport: SSHTransport) async throws {
        let access = SSHAccess(address: "no.such.invalid", user: "root", knownHosts: "/dev/null", transport: transport)
        #expect([.unresolvable, .timedOut].contains(await failure(access, within: .seconds(3))?.kind))
    }

    @Test(arguments: SSHTransport.allCases)
    func `a server that never speaks`(transport: SSHTransport) async throws {
        let place = try #require(listenOnLoopback())
        defer { close(place.socket) }
        let access = SSHAccess(
            address: "127.0.0.1", port: place.port, user: "root", knownHosts: "/dev/null", transport: transport)
        let start = ContinuousClock.now
        #expect(await failure(access, within: .milliseconds(700))?.kind == .timedOut)
        #expect(start.duration(to: .now) < .seconds(25), "it hung")
    }

    @Test(arguments: SSHTransport.allCases)
    func `a connect that is cancelled`(transport: SSHTransport) async throws {
        let place = try #require(listenOnLoopback())
        defer { close(place.socket) }
        let access = SSHAccess(
            address: "127.0.0.1", port: place.port, user: "root", knownHosts: "/dev/null", transport: transport)
        let task = Task { await failure(access, within: .seconds(30)) }
        try await Task.sleep(for: .milliseconds(200))
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        #expect(start.duration(to: .now) < .seconds(25), "it hung")
    }

    @Test(arguments: SSHTransport.allCases)
    func `a frozen server`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            server.freeze()
            #expect(await failure(server.access(transport), within: .milliseconds(700))?.kind == .timedOut)
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `an unknown host key is refused`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            try write("", to: server.knownHosts)
            let refusal = try #require(await failure(server.access(transport)))
            #expect(refusal.kind == .unknownHostKey)
            if transport == .libssh2 { #expect(refusal.message.contains(try await server.fingerprint)) }
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `a changed host key is refused`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            try await Sshd.makeKey("\(server.directory)/other", type: "ed25519")
            try write("[127.0.0.1]:\(server.port) " + text(of: "\(server.directory)/other.pub"), to: server.knownHosts)
            #expect(await failure(server.access(transport))?.kind == .changedHostKey)
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `a revoked host key is refused although it is known`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            let known = try text(of: server.knownHosts)
            try write(known + "@revoked * " + text(of: "\(server.directory)/host.pub"), to: server.knownHosts)
            #expect(await failure(server.access(transport))?.kind == .revokedHostKey)
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `hashed names are found`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            try await Child(["/usr/bin/ssh-keygen", "-q", "-H", "-f", server.knownHosts]).end()
            #expect(try text(of: server.knownHosts).hasPrefix("|1|"))
            try await greet(server.access(transport))
        }
    }

    @Test func `the key type that is known is asked for`() async throws {
        for type in ["ed25519", "ecdsa"] {
            try await Sshd.run(hostKey: type) { server in try await greet(server.access()) }
        }
        // The server has both, and the library would ask for ecdsa first.
        try await Sshd.run(otherHostKey: "ecdsa") { server in try await greet(server.access()) }
    }

    @Test func `wildcards point to the other transport`() async throws {
        try await Sshd.run { server in
            let words = try text(of: "\(server.directory)/host.pub")
            try write("*.0.0.1,[127.*]:* " + words, to: server.knownHosts)
            let refusal = try #require(await failure(server.access()))
            #expect(refusal.kind == .unknownHostKey)
            #expect(refusal.remedy.contains("transport: openssh"))
            try await greet(server.access(.openssh))
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `a key that the server does not take`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            try await Sshd.makeKey("\(server.directory)/stranger", type: "ed25519")
            var access = server.access(transport)
            access.key = "\(server.directory)/stranger"
            #expect(await failure(access)?.kind == .authenticationFailed)
        }
    }

    @Test func `a key that can't be read is said so before anything is tried`() async throws {
        try await Sshd.run { server in
            var access = server.access()
            access.key = "\(server.directory)/none"
            #expect(await failure(access)?.kind == .keyUnreadable)
            access.key = server.knownHosts
            #expect(await failure(access)?.kind == .keyUnreadable)
            #expect(!server.log.contains("Failed publickey"))
        }
    }

    /// `nil`: there is none.
    @Test(arguments: [nil, "own", "own with Windows' line end", "another key's", "", "no key at all\n"])
    func `the public file beside a key is a help and no condition`(beside: String?) async throws {
        try await Sshd.run { server in
            let key = try #require(server.access().key)
            let own = try text(of: key + ".pub")
            try await Sshd.makeKey("\(server.directory)/stranger", type: "ed25519")
            unlink(key + ".pub")
            switch beside {
            case nil: break
            case "own": try write(own, to: key + ".pub")
            case "own with Windows' line end": try write(own.dropLast() + "\r\n", to: key + ".pub")
            case "another key's":
                try write(try text(of: "\(server.directory)/stranger.pub"), to: key + ".pub")
            case let junk?: try write(junk, to: key + ".pub")
            }
            let parsed = try #require(contents(of: key).flatMap(PrivateKeyFile.init))
            #expect((Credentials.publicFile(of: parsed, at: key) != nil) == (beside?.hasPrefix("own") == true))
            try await greet(server.access())
        }
    }

    @Test func `an encrypted key needs its passphrase`() async throws {
        try await Sshd.run { server in
            try await server.replaceUserKey(type: "ed25519", options: ["-N", "secret"])
            #expect(await failure(server.access())?.kind == .keyUnreadable)
            #expect(await failure(server.access(), passphrase: Secret("wrong"))?.kind == .keyUnreadable)
            try await greet(server.access(), passphrase: Secret("secret"))
        }
    }

    @Test(.enabled(if: !Library.isModern, "libssh2 1.11 can do it"))
    func `an RSA key file names the way out`() async throws {
        try await Sshd.run { server in
            try await server.replaceUserKey(type: "rsa")
            let refusal = try #require(await failure(server.access()))
            #expect(refusal.kind == .algorithmsDiffer)
            #expect(refusal.remedy.contains("transport: openssh"))
            try await greet(server.access(.openssh))
        }
    }

    @Test(.enabled(if: !Library.isModern, "libssh2 1.11 can do it"))
    func `a hardened server names the way out`() async throws {
        try await Sshd.run(["Ciphers chacha20-poly1305@openssh.com"]) { server in
            let refusal = try #require(await failure(server.access()))
            #expect(refusal.kind == .algorithmsDiffer)
            #expect(refusal.remedy.contains("transport: openssh"))
            try await greet(server.access(.openssh))
        }
    }

    @Test(arguments: ["ed25519", "ecdsa", "rsa"])
    func `a key of the agent lets in`(type: String) async throws {
        try await Sshd.run { server in
            try await server.replaceUserKey(type: type)
            try await server.withAgent { socket in
                let session = try LibSSH2Session(with: "127.0.0.1", as: "root", through: nil)
                let credentials = Credentials(keyFile: nil, passphrase: nil, agent: socket)
                let place = HostPlace(address: "127.0.0.1", port: server.port, user: "root")
                try await session.establish(
                    place, by: credentials, knowing: server.knownHosts, until: .after(.seconds(10)))
                #expect(try await session.run(HostCommand(["true"]), within: .seconds(5)).isSuccess)
                await session.close()
            }
        }
    }

    @Test(arguments: SSHTransport.allCases, 1...2)
    func `through jump hosts`(transport: SSHTransport, hops: Int) async throws {
        try await Sshd.run { server in
            var access = server.access(transport)
            access.jump = Array(repeating: JumpHost(address: "127.0.0.1", port: server.port, user: "root"), count: hops)
            try await greet(access)
            let session = try await SSH.connect(to: access, within: .seconds(20))
            let result = try await session.run(
                HostCommand(["head", "-c", "5000000", "/dev/zero"]), within: .seconds(20))
            #expect(result.output.count == 5_000_000)
            await session.close()
        }
    }

    @Test(arguments: SSHTransport.allCases)
    func `a jump host that can't reach the next`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            var access = server.access(transport)
            access.jump = [JumpHost(address: "127.0.0.1", port: server.port, user: "root")]
            access.port = try Sshd.freePort()
            let refusal = try #require(await failure(access))
            #expect([.refused, .busy].contains(refusal.kind))
            if transport == .libssh2 { #expect(refusal.kind == .refused) }
        }
    }

    @Test func `a jump host is verified like any other`() async throws {
        try await Sshd.run { target in
            try await Sshd.run { bastion in
                var access = target.access()
                access.jump = [JumpHost(address: "127.0.0.1", port: bastion.port, user: "root")]
                #expect(await failure(access)?.kind == .unknownHostKey)
            }
        }
    }

    @Test func `a hundred sessions at once, past MaxStartups 10`() async throws {
        try await Sshd.run(["MaxStartups 10:100:10"]) { server in
            let access = server.access()
            await withTaskGroup(of: String?.self) { group in
                for _ in 0..<100 { group.addTask { await greetOnce(access) } }
                var troubles: [String] = []
                for await trouble in group { troubles += [trouble].compactMap(\.self) }
                #expect(troubles == [])
            }
        }
    }

    /// Why it did not do; `nil` when it did.
    private func greetOnce(_ access: SSHAccess) async -> String? {
        do {
            let session = try await SSH.connect(to: access, within: .seconds(50))
            let result = try await session.run(HostCommand(["true"]), within: .seconds(20))
            await session.close()
            return result.isSuccess ? nil : "\(result.exit)"
        } catch {
            return "\(error)"
        }
    }

    /// sshd says why it hangs up where it says "SSH-2.0-…" otherwise: the library takes that for a banner.
    @Test(arguments: ["", "Exceeded MaxStartups", "Not allowed at this time"])
    func `a server that hangs up at once is busy`(words: String) async throws {
        let listener = try #require(listenOnLoopback())
        let task = Task {
            while !Task.isCancelled {
                // Asked first, so that it holds up no thread of the pool.
                var asked = pollfd(fd: listener.socket, events: Int16(POLLIN), revents: 0)
                if poll(&asked, 1, 0) > 0 {
                    let connection = accept(listener.socket, nil, nil)
                    let line = words.isEmpty ? "" : words + "\r\n"
                    _ = line.withCString { write(connection, $0, line.utf8.count) }
                    close(connection)
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let access = SSHAccess(
            address: "127.0.0.1", port: listener.port, user: "root", key: "/dev/null", knownHosts: "/dev/null")
        let refusal = try #require(await failure(access, within: .seconds(20)))
        #expect(refusal.kind == .busy, "\(refusal)")
        #expect(words.isEmpty || "\(refusal)".contains(words), "\(refusal)")
        task.cancel()
        _ = await task.result
        close(listener.socket)
    }
}
