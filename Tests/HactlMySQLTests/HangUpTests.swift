import HactlMySQL
import Synchronization
import Testing

extension RealServers {
    @Suite("Hearing that a server hung up")
    struct HangingUp {
        @Test("A session that is killed is heard while nobody asks, and only that one")
        func killed() async throws {
            let server = try await TestServer.shared.value
            let (first, second) = (try await server.connect(), try await server.connect())
            let (news, ear) = AsyncStream.makeStream(of: UInt.self)
            for connection in [first, second] { connection.onHangUp { ear.yield(connection.serverID) } }
            _ = try await second.query("KILL \(first.serverID)", within: .seconds(25))
            #expect(await news.first { _ in true } == first.serverID)
            #expect(try await second.query("SELECT 1", within: .seconds(25))[0].value == "1")
        }

        @Test("Whoever hangs up is told nothing, and no listener outlives its connection")
        func ours() async throws {
            let server = try await TestServer.shared.value
            let heard = Counter()
            for _ in 0..<50 {
                let connection = try await server.connect()
                connection.onHangUp { heard.increment() }
                await connection.close()
            }
            let witness = try await server.connect()
            let (news, ear) = AsyncStream.makeStream(of: Void.self)
            witness.onHangUp { ear.yield() }
            let other = try await server.connect()
            _ = try await other.query("KILL \(witness.serverID)", within: .seconds(25))
            // One thread tells of all in their order: whatever there was to tell of the others was told before.
            for await _ in news { break }
            #expect(heard.value == 0)
            _ = consume witness
        }
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .acquiring) }
    func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}
