import ArgumentParser
import HactlLive
import HactlReport

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the runs kept on this machine, newest first, and the trend of their write outages.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(
        help: ArgumentHelp(
            "How many of the newest outages make a trend, for each cluster and playbook.", valueName: "count"))
    var last = 30
    @Flag(help: "No signs beyond ASCII. Also: a locale that is not UTF-8.")
    var ascii = false

    func validate() throws {
        if last < 2 { throw ValidationError("--last \(last): a trend takes two outages at least.") }
    }

    func run() async throws {
        try await saying(output) {
            let shelf = JournalShelf(runs: RunDirectory(environment: Desk.environment(state: options.state)))
            let runs = shelf.readings.compactMap(HistoryRun.init).filter {
                options.cluster == nil || $0.cluster == options.cluster
            }
            if output.json { return tellJSON(runs) }
            var style = output.style
            style.isUnicode = !ascii && Terminal.speaksUTF8(environment: Desk.environment())
            Terminal.print(HistoryText(runs, last: last).text(style))
        }
    }

    private func tellJSON(_ runs: [HistoryRun]) {
        for run in runs { Terminal.print(run.json.line) }
        let now = SystemClock.now()
        for trend in Trend.all(of: runs, last: last) { Terminal.print(TrendText(trend).event(at: now).text) }
    }
}
