import ArgumentParser
import HactlLive
import HactlReport

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tells one run from its journal: what was done when, the freeze, the outage, the evidence, what is owed.")

    @ArgumentParser.Argument(help: "The run. Default: the newest one of the cluster.")
    var name: String?
    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Writes one HTML file that needs nothing else.", valueName: "path"))
    var html: String?

    func run() async throws {
        try await saying(output) {
            let report = try report()
            if let html { return try write(RunReportPage(report).text, to: html) }
            Terminal.print(output.json ? report.json.line : report.text(output.style))
        }
    }

    private func report() throws -> RunReport {
        let shelf = RunDirectory(environment: Desk.environment(state: options.state))
        if let name, let report = RunReport(try JournalShelf.read(shelf.journal(of: name))) { return report }
        let reports = name == nil ? JournalShelf(runs: shelf).readings.compactMap(RunReport.init) : []
        let wanted = reports.filter { options.cluster == nil || $0.run.cluster == options.cluster }
        if let newest = wanted.max(by: { $0.run.startedAt < $1.run.startedAt }) { return newest }
        throw Quit(
            name.map { "The journal of \($0) doesn't begin with a plan." } ?? "There are no runs yet.",
            hint: "See `hactl history`.", code: .usage)
    }

    private func write(_ text: String, to path: String) throws {
        if let obstacle = WholeFile.write(text, to: path) {
            throw Quit("It can't be written: \(obstacle)", hint: "Name a file in a folder that is there.", code: .usage)
        }
        Terminal.complain("Written: \(path)")
    }
}
