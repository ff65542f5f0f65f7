import HactlModel
import HactlWeb
import HactlWebFixture

/// A server with the fixture's watch behind it, for as long as a test goes on.
struct Stage {
    static let moment = Moment(milliseconds: 1_795_230_000_000)
    static let bearer = ["Authorization": "Bearer let me in"]

    let source: FixtureSource
    let server: WebServer
    let place: InstanceAddress
    var port: Int { place.port }

    func client() throws -> WebClient { try WebClient(port, at: place.host) }

    static func run(
        at host: String = "127.0.0.1", token: Secret? = Secret("let me in"), limits: WebLimits = WebLimits(),
        _ body: (Stage) async throws -> Void
    ) async throws {
        let source = try await FixtureSource(at: moment)
        let server = WebServer(
            source: source, at: InstanceAddress(host: host, port: 0),
            access: WebAccess(token: token, advice: "Start it with --token-file FILE.", names: ["monitor1"]),
            limits: limits, clock: { moment + .seconds(3) })
        let stage = Stage(source: source, server: server, place: try await server.start())
        do {
            try await body(stage)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

/// Waits for something to become true; a test that waits in vain ends by its time limit.
func until(_ isTrue: () async throws -> Bool) async throws {
    while try await !isTrue() { try await Task.sleep(for: .milliseconds(2)) }
}
