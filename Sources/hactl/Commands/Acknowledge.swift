import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Says that a failover was understood: its block period no longer keeps an unattended one back.")

    @ArgumentParser.Argument(help: "The run. Default: the newest failover of the cluster.")
    var name: String?
    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let past = JournalShelf(runs: desk.runs).failovers(of: desk.cluster.name)
            guard let run = past.last(where: { name == nil || $0.run == name }) else {
                throw Quit(
                    "There is no failover \(name ?? "of \(desk.cluster.name)") on this machine.",
                    hint: "See `hactl history`.",
                    code: .usage)
            }
            guard desk.runs.acknowledge(run.run, saying: "\(desk.operatorName) \(SystemClock.now())\n") else {
                throw Quit(
                    "The acknowledgement can't be written to \(desk.runs.path).",
                    hint: "Name another folder with --state.",
                    code: .configuration)
            }
            Terminal.print("\(run.run) is acknowledged.")
        }
    }
}
