import HactlLive
import HactlPlan
import HactlReport
import HactlRun

/// Tells a run while it goes: lines on stderr for people, events on stdout for programs. It stands beside the run, so
/// that a terminal that is held with Ctrl-S holds up nothing but itself.
struct Narrator: Sendable {
    private let entries: AsyncStream<JournalEntry>.Continuation
    private let telling: Task<Void, Never>

    init(of plan: Plan, _ output: OutputOptions) {
        let (stream, continuation) = AsyncStream.makeStream(of: JournalEntry.self)
        entries = continuation
        let isJSON = output.json
        let style = output.errorStyle
        telling = Task {
            var progress = Progress(of: plan, from: SystemClock.uptime(), style: style)
            for await entry in stream {
                if isJSON {
                    let event = EventLine.entry(entry, of: plan, at: SystemClock.now())
                    if let event { Terminal.print(event.text) }
                } else {
                    for line in progress.lines(for: entry, at: SystemClock.uptime()) { Terminal.complain(line) }
                }
            }
        }
    }

    var listener: JournalFile.Listener {
        { [entries] entry in entries.yield(entry) }
    }

    /// Returns once everything is told.
    func finish() async {
        entries.finish()
        await telling.value
    }
}
