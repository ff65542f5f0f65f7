import Glibc
import HactlModel
import HactlWeb
import HactlWebFixture

/// Serves the fixture's clusters for a browser's test, at the port of its first argument, with as many beside as the second says: it prints its port, changes the scene for each line it reads, and ends with its input.
@main struct FixtureServer {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) } + [0, 0]
        let (port, crowd) = (numbers[0], numbers[1])
        let source = try await FixtureSource(at: now, beside: crowd)
        let server = WebServer(
            source: source, at: InstanceAddress(host: "127.0.0.1", port: port),
            access: WebAccess(token: Secret("let me in"), advice: "Give it one."), clock: { now })
        print(try await server.start().port)
        fflush(nil)
        while readLine() != nil { await source.change() }
        await server.stop()
    }

    private static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
