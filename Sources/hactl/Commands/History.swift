import ArgumentParser
import HactlLive
import HactlReport

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the runs kept on this machine, newest first.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let shelf = RunDirectory(environment: Desk.environment(state: options.state))
            let runs = shelf.runs().compactMap { name in
                (try? JournalShelf.read(shelf.journal(of: name))).flatMap(HistoryRun.init)
            }.filter { options.cluster == nil || $0.cluster == options.cluster }
            if output.json {
                for run in runs { Terminal.print(run.json.line) }
            } else {
                Terminal.print(HistoryText(runs).text(output.style))
            }
        }
    }
}
