import HactlLive
import HactlReport

/// What a watch says of itself while it goes on: lines for people, or events for programs.
struct WatchLog: Sendable {
    private let isJSON: Bool
    /// Under systemd the level goes before the line (sd-daemon(3)).
    private let isForJournal: Bool

    init(json: Bool, environment: [String: String]) {
        isJSON = json
        isForJournal = environment["JOURNAL_STREAM"] != nil
    }

    func say(_ news: WatchNews, of cluster: String) {
        let event = news.event(of: cluster, at: SystemClock.now())
        if isJSON { return Terminal.print(event.text) }
        Terminal.complain(prefix(event.level) + (isForJournal ? "" : "\(event.at) ") + event.message)
    }

    func say(_ words: String) {
        if !isJSON { Terminal.complain(prefix(.info) + (isForJournal ? "" : "\(SystemClock.now()) ") + words) }
    }

    /// The last line.
    func end(_ words: String) {
        isJSON ? Terminal.print(EventLine.end(exitCode: 0, words, at: SystemClock.now()).text) : say(words)
    }

    private func prefix(_ level: EventLine.Level) -> String {
        guard isForJournal else { return "" }
        return switch level {
        case .info: "<6>"
        case .warning: "<4>"
        case .error: "<3>"
        }
    }
}
