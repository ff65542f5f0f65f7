import HactlLive
import HactlPlan
import HactlReport
import HactlRun

/// Tells a run while it goes: lines on stderr for people, events on stdout for programs. It stands beside the run, so
/// that a terminal that is held with Ctrl-S holds up nothing but itself.
struct Narrator: Sendable {
    private enum News: Sendable {
        case entry(JournalEntry)
        case settling(StepPlace, String, StepProgress?)
    }

    private let news: AsyncStream<News>.Continuation
    private let telling: Task<Void, Never>

    /// - Parameter isQuiet: nothing is told.
    init(of plan: Plan, _ output: OutputOptions, isQuiet: Bool = false) {
        let (stream, continuation) = AsyncStream.makeStream(of: News.self)
        news = continuation
        let teller = isQuiet ? Self.silence : output.json ? Self.events(of: plan) : Self.lines(of: plan, output)
        telling = Task { await teller(stream) }
    }

    private static let silence: @Sendable (AsyncStream<News>) async -> Void = { stream in for await _ in stream {} }

    private static func events(of plan: Plan) -> @Sendable (AsyncStream<News>) async -> Void {
        { stream in
            for await piece in stream {
                let now = SystemClock.now()
                switch piece {
                case .entry(let entry):
                    if let event = EventLine.entry(entry, of: plan, at: now) { Terminal.print(event.text) }
                case .settling(let place, let reason, let progress):
                    Terminal.print(EventLine.progress(place, reason, progress, of: plan, at: now).text)
                }
            }
        }
    }

    private static func lines(of plan: Plan, _ output: OutputOptions) -> @Sendable (AsyncStream<News>) async -> Void {
        let style = output.errorStyle
        return { stream in
            var progress = Progress(of: plan, from: SystemClock.uptime(), style: style)
            for await piece in stream {
                let uptime = SystemClock.uptime()
                let lines =
                    switch piece {
                    case .entry(let entry): progress.lines(for: entry, at: uptime)
                    case .settling(let place, let reason, _): progress.lines(for: reason, at: place, uptime: uptime)
                    }
                for line in lines { Terminal.complain(line) }
            }
        }
    }

    var listener: JournalFile.Listener {
        { [news] entry in news.yield(.entry(entry)) }
    }

    var audience: Walk.Audience {
        { [news] place, reason, progress in news.yield(.settling(place, reason, progress)) }
    }

    /// Returns once everything is told.
    func finish() async {
        news.finish()
        await telling.value
    }
}
