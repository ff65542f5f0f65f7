import Foundation
import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    @Suite("Deadlines and cancellation")
    struct Deadlines {
        @Test("A query ends at its deadline, to the millisecond, with the effect unknown")
        func deadline() async throws {
            let connection = try await TestServer.shared.value.connect()
            let (failure, took) = await timed {
                try await connection.query("SELECT SLEEP(60)", within: .milliseconds(300))
            }
            #expect(failure?.kind == .interrupted)
            #expect(failure?.effect == .unknown)
            #expect(took > .milliseconds(290) && took < .seconds(25), "\(took)")
            #expect(connection.isEnded)
            let next = await timed { try await connection.query("SELECT 1", within: .seconds(1)) }.failure
            #expect(next?.kind == .connectionLost)
            #expect(next?.effect == SQLEffect.none)
        }

        @Test("A deadline in the second statement says so, and what the first answered")
        func second() async throws {
            let connection = try await TestServer.shared.value.connect()
            let failure = await timed {
                try await connection.query("SELECT 'done'; SELECT SLEEP(60)", within: .milliseconds(300))
            }.failure
            #expect(failure?.statementIndex == 1)
            #expect(failure?.resultsBefore.first?.value == "done")
        }

        @Test("A deadline that is over sends nothing and harms nothing")
        func late() async throws {
            let connection = try await TestServer.shared.value.connect()
            let failure = await timed { try await connection.query("SELECT 1", within: .zero) }.failure
            #expect(failure?.kind == .interrupted)
            #expect(failure?.effect == SQLEffect.none)
            #expect(try await connection.query("SELECT 1", within: .seconds(25))[0].value == "1")
        }

        @Test("A cancelled query comes back at once")
        func cancellation() async throws {
            let connection = try await TestServer.shared.value.connect()
            let (failure, took) = await timed {
                let task = Task { try await connection.query("SELECT SLEEP(60)", within: .seconds(60)) }
                try await Task.sleep(for: .milliseconds(200))
                task.cancel()
                return try await task.value
            }
            #expect(failure?.kind == .cancelled)
            #expect(failure?.effect == .unknown)
            #expect(took < .seconds(25), "\(took)")
        }

        @Test("interrupt() frees a query from any thread")
        func interruption() async throws {
            let connection = try await TestServer.shared.value.connect()
            let (failure, took) = await timed {
                async let answer = connection.query("SELECT SLEEP(60)", within: .seconds(60))
                try await Task.sleep(for: .milliseconds(200))
                connection.interrupt()
                return try await answer
            }
            #expect(failure?.kind == .interrupted)
            #expect(took < .seconds(25), "\(took)")
        }

        @Test("The server goes on after our deadline, until a second connection kills it")
        func kill() async throws {
            let server = try await TestServer.shared.value
            let (first, second) = (try await server.connect(), try await server.connect())
            // Not SLEEP, which answers 1 instead of failing on some servers; and it can be seen in the processlist.
            let endless = "SELECT COUNT(*) FROM lab.seq_1_to_100000 a, lab.seq_1_to_100000 b WHERE a.seq + b.seq < 0"
            let failure = await timed { try await first.query(endless, within: .milliseconds(200)) }.failure
            #expect(failure?.kind == .interrupted)
            #expect(try await isThere(first.serverID, seenBy: second))
            _ = try await second.query("KILL \(first.serverID)", within: .seconds(25))
            for _ in 0..<100 where try await isThere(first.serverID, seenBy: second) {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await !isThere(first.serverID, seenBy: second))
        }

        @Test("Killed by somebody else: the server's own word, effect unknown")
        func killed() async throws {
            let server = try await TestServer.shared.value
            let (first, second) = (try await server.connect(), try await server.connect())
            let failure = await timed {
                async let answer = first.query(
                    "SELECT COUNT(*) FROM lab.seq_1_to_100000 a, lab.seq_1_to_100000 b", within: .seconds(20))
                try await Task.sleep(for: .milliseconds(200))
                _ = try await second.query("KILL QUERY \(first.serverID)", within: .seconds(25))
                return try await answer
            }.failure
            #expect(failure?.code == 1317)
            #expect(failure?.effect == .unknown)
            #expect(try await first.query("SELECT 1", within: .seconds(25))[0].value == "1")
        }

        @Test("A frozen server: open connections and new ones come back in time", arguments: [false, true])
        func frozen(tls: Bool) async throws {
            let server = try await TestServer.start(tls ? "frozen-tls" : "frozen", with: [TestServer.tls])
            let target = server.target(tls: TLSSettings(mode: tls ? .required : .disabled))
            let connection = try await SQLConnection.open(target, within: .seconds(10))
            try await server.freeze()
            defer { server.thaw() }
            let (lost, took) = await timed { try await connection.query("SELECT 1", within: .milliseconds(400)) }
            #expect(lost?.kind == .interrupted)
            #expect(lost?.effect == .unknown)
            #expect(took < .seconds(25), "\(took)")
            let (refused, waited) = await timed { try await SQLConnection.open(target, within: .milliseconds(400)) }
            #expect(refused?.kind == .timedOut)
            #expect(refused?.effect == SQLEffect.none)
            #expect(waited < .seconds(25), "\(waited)")
            let (_, closing) = await timed { await connection.close() }
            #expect(closing < .seconds(25), "\(closing)")
        }

        private func isThere(_ id: UInt, seenBy connection: SQLConnection) async throws -> Bool {
            try await connection.query(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE id = \(id)", within: .seconds(25)
            )[0].value == "1"
        }
    }
}

/// What it threw, and how long it took.
func timed<Answer>(
    _ body: () async throws -> Answer
) async -> (failure: SQLFailure?, took: Duration) {
    let start = ContinuousClock.now
    do {
        _ = try await body()
        return (nil, .now - start)
    } catch {
        return (error as? SQLFailure, .now - start)
    }
}
