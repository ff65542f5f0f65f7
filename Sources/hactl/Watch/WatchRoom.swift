import Glibc
import HactlLive
import HactlModel
import HactlReport
import HactlWeb

/// All watchmen of one `hactl watch`, and whoever tells of them, from the first look until it is asked to end.
struct WatchRoom {
    private let board = WatchBoard()
    private let watchmen: [Watchman]
    private let criers: [Crier]
    private let face: WatchFace
    private let log: WatchLog
    private let service: ServiceNotice

    init(over desks: [Desk], looksOnly: Bool, output: OutputOptions) throws {
        let environment = Self.serviceEnvironment
        let log = WatchLog(json: output.json, environment: environment)
        self.log = log
        service = ServiceNotice(environment: environment)
        var watchmen: [Watchman] = []
        var criers: [Crier] = []
        for desk in desks {
            let crier = Crier(to: Self.herald(of: desk.cluster, log))
            criers.append(crier)
            let name = desk.cluster.name
            let watchman = try Watchman(at: desk, on: board, looksOnly: looksOnly, saying: output) { news in
                log.say(news, of: name)
                if let notice = news.notice(of: name, at: SystemClock.now()) { crier.cry(notice) }
            }
            watchmen.append(watchman)
        }
        (self.watchmen, self.criers) = (watchmen, criers)
        let byName = Dictionary(zip(desks.map(\.cluster.name), watchmen)) { first, _ in first }
        face = WatchFace(desks: desks, board: board, watchmen: byName, began: SystemClock.now())
    }

    private static func herald(of cluster: Cluster, _ log: WatchLog) -> Herald {
        let messenger = Messenger(secrets: SecretBook(), form: NoticeBody.text)
        return Herald(to: cluster.notify) { channel, notice, limit in
            await messenger.carry(notice, over: channel, within: limit)
        } listener: { outcome in
            log.say(outcome.sentence)
        }
    }

    private static var serviceEnvironment: [String: String] {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"]
        return Dictionary(
            names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } }, uniquingKeysWith: { $1 })
    }

    /// Serves the web face as long as the watch goes on, where an address is given.
    func goOn(until signals: StopSignals, serving address: WatchAddress?) async throws {
        let server = try await serve(address)
        let names = face.desks.map(\.cluster.name)
        service.ready("watching \(names.joined(separator: ", "))")
        log.say("watching \(names.joined(separator: ", "))")
        await withTaskGroup(of: Void.self) { group in
            for watchman in watchmen { group.addTask { await watchman.watch() } }
            group.addTask { await feedWatchdog() }
            for await signal in signals.first {
                log.say("\(signal) received; ending after what is being done. A second signal leaves at once.")
                service.stopping("ending")
                break
            }
            group.cancelAll()
        }
        board.close()
        await server?.stop()
        for crier in criers { await crier.finish(within: Self.farewell) }
        log.end("The watch has ended.")
    }

    /// How long the last notices may take.
    private static let farewell = Duration.seconds(5)

    private func serve(_ address: WatchAddress?) async throws -> WebServer? {
        guard let address else { return nil }
        let server = WebServer(source: face, at: address.address, access: try address.access()) { SystemClock.now() }
        do throws(WebFailure) {
            let bound = try await server.start()
            log.say("serving http://\(bound)/")
            return server
        } catch {
            throw Quit(error.description, hint: error.hint, code: .configuration)
        }
    }

    /// Only while every cluster is looked at: a watch that has stopped looking is to be started anew (sd_watchdog_enabled(3)).
    private func feedWatchdog() async {
        guard let span = service.watchdog else { return }
        while !Task.isCancelled {
            if await face.vitality().isWell { service.alive() }
            try? await Task.sleep(for: span / 3)
        }
    }
}
