import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    @Suite("Connecting, and why not")
    struct Connecting {
        @Test("A wrong password proves that the server lives, and stays secret")
        func wrongPassword() async throws {
            let server = try await TestServer.shared.value
            let failure = await timed {
                try await SQLConnection.open(server.target(password: "hunter2"), within: .seconds(25))
            }.failure
            #expect(failure?.kind == .authentication)
            #expect(failure?.code == 1045)
            #expect(failure?.provesLife == true)
            #expect(failure.map { "\($0)".contains("hunter2") } == false)
        }

        @Test("A port where nobody listens is refused, which proves nothing about a server")
        func refused() async throws {
            let place = try BoundPort()
            let (failure, took) = await timed {
                let target = SQLTarget(host: "localhost", port: place.port, user: "x")
                return try await SQLConnection.open(target, within: .seconds(25))
            }
            #expect(failure?.kind == .refused)
            #expect(failure?.provesLife == false)
            #expect(took < .seconds(25))
        }

        @Test("A socket that isn't there is refused, one that is works")
        func sockets() async throws {
            let server = try await TestServer.shared.value
            var target = server.target()
            target.socket = server.socket
            let connection = try await SQLConnection.open(target, within: .seconds(25))
            #expect(try await connection.query("SELECT 1", within: .seconds(25))[0].value == "1")
            target.socket = server.socket + ".not"
            let failure = await timed { try await SQLConnection.open(target, within: .seconds(25)) }.failure
            #expect(failure?.kind == .refused)
        }

        @Test("A name nobody knows")
        func unresolvable() async throws {
            let failure = await timed {
                try await SQLConnection.open(SQLTarget(host: "nowhere.invalid", user: "x"), within: .seconds(10))
            }.failure
            #expect(failure?.kind == .unresolvable)
        }

        @Test("A listener that never speaks: in time, and not alive")
        func silent() async throws {
            let listener = try Listener()
            let (failure, took) = await timed {
                let target = SQLTarget(host: "127.0.0.1", port: listener.port, user: "x")
                return try await SQLConnection.open(target, within: .milliseconds(300))
            }
            #expect(failure?.kind == .timedOut)
            #expect(failure?.provesLife == false)
            #expect(took > .milliseconds(290) && took < .seconds(25), "\(took)")
        }

        @Test("The library's own timeout is named the same")
        func silentForLibrary() async throws {
            let listener = try Listener()
            let (failure, took) = await timed {
                let target = SQLTarget(
                    host: "127.0.0.1", port: listener.port, user: "x", connectTimeout: .milliseconds(300))
                return try await SQLConnection.open(target, within: .seconds(8))
            }
            #expect(failure?.kind == .timedOut, "\(failure.map { "\($0)" } ?? "")")
            #expect(took < .seconds(25), "\(took)")
        }

        @Test("Cancelled while connecting: at once")
        func cancelled() async throws {
            let listener = try Listener()
            let (failure, took) = await timed {
                let target = SQLTarget(host: "127.0.0.1", port: listener.port, user: "x", connectTimeout: .seconds(1))
                let task = Task { try await SQLConnection.open(target, within: .seconds(20)) }
                try await Task.sleep(for: .milliseconds(200))
                task.cancel()
                return try await task.value
            }
            #expect(failure?.kind == .cancelled)
            #expect(took < .seconds(25), "\(took)")
        }

        @Test("Too many connections of one user, and of all: alive, both")
        func crowded() async throws {
            let server = try await TestServer.start("crowded", with: ["--max-connections=10", TestServer.tls])
            var kept = [try await server.connect()]
            let two = server.target(user: "two", password: "two")
            for _ in 0..<2 { kept.append(try await SQLConnection.open(two, within: .seconds(25))) }
            let user = await timed { try await SQLConnection.open(two, within: .seconds(25)) }.failure
            #expect(user?.kind == .tooManyConnections)
            #expect(user?.code == 1226)
            // One more than the limit belongs to administrators, so there are two doors that say 1040: after the login
            // (and after TLS) for others, and instead of the greeting once that one is taken, too.
            let three = server.target(user: "three", password: "three")
            for _ in 0..<7 { kept.append(try await server.connect()) }
            try await expectFull(three)
            kept.append(try await server.connect())
            try await expectFull(three)
            for connection in kept { await connection.close() }
        }

        private func expectFull(_ target: SQLTarget) async throws {
            for mode in [TLSMode.disabled, .required, .verifyIdentity] {
                var target = target
                target.tls = TLSSettings(mode: mode, ca: try await TestServer.shared.value.files.file("ca.pem"))
                let full = await timed { [target] in try await SQLConnection.open(target, within: .seconds(25)) }
                    .failure
                #expect(full?.kind == .tooManyConnections, "\(full.map { "\($0)" } ?? "")")
                #expect(full?.code == 1040)
                #expect(full?.provesLife == true)
            }
        }

        @Test("Closed connections are gone from the server; letting go closes, too")
        func closing() async throws {
            let server = try await TestServer.shared.value
            let watcher = try await server.connect()
            let closed = try await server.connect()
            let ids = [closed.serverID, try await server.connect().serverID]
            await closed.close()
            let query = "SELECT COUNT(*) FROM information_schema.processlist WHERE id IN (\(ids[0]), \(ids[1]))"
            for _ in 0..<100 where try await watcher.query(query, within: .seconds(25))[0].value != "0" {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await watcher.query(query, within: .seconds(25))[0].value == "0")
            let failure = await timed { try await closed.query("SELECT 1", within: .seconds(1)) }.failure
            #expect(failure?.effect == SQLEffect.none)
        }

        @Test("A database that isn't there is the server's own error")
        func database() async throws {
            var target = try await TestServer.shared.value.target()
            target.database = "lab"
            let connection = try await SQLConnection.open(target, within: .seconds(25))
            #expect(try await connection.query("SELECT DATABASE()", within: .seconds(25))[0].value == "lab")
            target.database = "nowhere"
            let wrong = target
            let failure = await timed { try await SQLConnection.open(wrong, within: .seconds(25)) }.failure
            #expect(failure?.kind == .server(code: 1049, sqlState: "42000"))
        }

        @Test("An error in the initial text fails the opening")
        func initial() async throws {
            let server = try await TestServer.shared.value
            let failure = await timed { try await server.connect("SET SESSION nonsense = 1") }.failure
            #expect(failure?.code == 1193)
        }
    }
}
