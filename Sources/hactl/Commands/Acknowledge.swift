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
            Terminal.print("\(try desk.acknowledge(name, as: desk.operatorName)) is acknowledged.")
        }
    }
}

extension Desk {
    /// A failover of the cluster on this machine; without a name the newest one.
    func failover(_ name: String?) -> Warrant.Past? {
        JournalShelf(runs: runs).failovers(of: cluster.name).last { name == nil || $0.run == name }
    }

    /// Answers with the run's name.
    func acknowledge(_ name: String?, as who: String) throws -> String {
        guard let run = failover(name)?.run else {
            throw Quit(
                "There is no failover \(name ?? "of \(cluster.name)") on this machine.", hint: "See `hactl history`.",
                code: .usage)
        }
        guard runs.acknowledge(run, saying: "\(who) \(SystemClock.now())\n") else {
            throw Quit(
                "The acknowledgement can't be written to \(runs.path).", hint: "Name another folder with --state.",
                code: .configuration)
        }
        return run
    }
}
