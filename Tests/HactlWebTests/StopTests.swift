import Glibc
import HactlModel
import HactlWeb
import HactlWebFixture
import Testing

@Suite(.timeLimit(.minutes(1))) struct StopTests {
    @Test func everybodyIsLetGo() async throws {
        // Where no other test listens: the port is anybody's once it is let go.
        try await Stage.run(at: "127.0.9.1") { stage in
            let (idle, following, half) = (try stage.client(), try stage.client(), try stage.client())
            #expect(try await idle.ask("GET", "/healthz").status == 200)
            try await following.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try await following.read(until: "event: status\n")
            try await half.send("GET / HTTP/1.1\r\nHo")
            await stage.server.stop()
            #expect(try await idle.readToEnd() == "")
            #expect(try await following.readToEnd().hasSuffix("\r\n0\r\n\r\n"))
            _ = try await half.readToEnd()
            #expect(throws: WebClient.Failed.self) { try stage.client() }
            try await until { stage.source.listenerCount == 0 }
        }
    }

    /// A command that is started meanwhile would keep the port.
    @Test func noCommandInheritsASocket() async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            #expect(try await client.ask("GET", "/healthz").status == 200)
            let sockets = (0..<1024).filter { localPort(of: CInt($0)) == stage.port }
            #expect(sockets.count == 2, "the one that listens, and the client's")
            for socket in sockets { #expect(fcntl(CInt(socket), F_GETFD) & FD_CLOEXEC != 0) }
        }
    }

    private func localPort(of socket: CInt) -> Int? {
        var place = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) == 0 }
        }
        return isKnown ? Int(UInt16(bigEndian: place.sin_port)) : nil
    }

    @Test func itMayBeStoppedTwiceAtOnce() async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            #expect(try await client.ask("GET", "/healthz").status == 200)
            async let first: Void = stage.server.stop()
            async let second: Void = stage.server.stop()
            _ = await (first, second)
            #expect(try await client.readToEnd() == "")
        }
    }

    /// A deed that is under way is finished, and told.
    @Test func whatIsUnderWayIsFinished() async throws {
        let source = try await SlowSource()
        let server = WebServer(
            source: source, at: InstanceAddress(host: "127.0.0.1", port: 0),
            access: WebAccess(token: Secret("let me in"), advice: ""), clock: { Stage.moment })
        let client = try WebClient(try await server.start().port)
        let asking = Task { try await client.ask("GET", "/metrics") }
        try await until { await source.isAsked }
        async let end: Void = server.stop()
        await source.goOn()
        #expect(try await asking.value.body == "late\n")
        await end
        #expect(try await client.readToEnd() == "")
    }

    @Test func aPortThatIsTaken() async throws {
        try await Stage.run { stage in
            let second = WebServer(
                source: stage.source, at: InstanceAddress(host: "127.0.0.1", port: stage.port),
                access: WebAccess(token: nil, advice: ""), clock: { Stage.moment })
            let failure = await #expect(throws: WebFailure.self) { _ = try await second.start() }
            #expect(failure?.description.contains("127.0.0.1:\(stage.port)") == true)
            #expect(failure?.description.contains("Address already in use") == true)
            await second.stop()
        }
    }

    @Test(arguments: [
        ("192.0.2.1", "Cannot assign requested address"),
        ("db1.example", "db1.example is no address; names are not looked up here"),
    ]) func anAddressThatIsNobodys(_ host: String, _ reason: String) async throws {
        let source = try await FixtureSource(at: Stage.moment)
        let server = WebServer(
            source: source, at: InstanceAddress(host: host, port: 0), access: WebAccess(token: nil, advice: ""),
            clock: { Stage.moment })
        let failure = await #expect(throws: WebFailure.self) { _ = try await server.start() }
        #expect(failure?.reason == reason)
        await server.stop()
    }
}
