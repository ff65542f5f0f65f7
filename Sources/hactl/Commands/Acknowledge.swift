import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Says that a failover was understood, or that a run that nobody finished is overtaken.",
        discussion: """
            The block period of a failover that was understood no longer keeps an unattended one back. An unfinished run that was overtaken, \
            so that it can neither be gone on with nor be put back, is closed: `check` speaks of it no more, and nobody goes on with it. \
            It has to be named for that.
            """)

    @ArgumentParser.Argument(help: "The run. Default: the newest failover of the cluster, when it has ended.")
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
        guard let run = failover(name)?.run ?? name.flatMap({ isOpen($0) ? $0 : nil }) else {
            throw Quit(
                "There is no failover \(name ?? "of \(cluster.name)") on this machine, and no unfinished run of that name.",
                hint: "See `hactl history`.", code: .usage)
        }
        if name == nil, isOpen(run) {
            throw Quit(
                "The failover \(run) was not finished.",
                hint: "Go on with it: hactl resume \(run). Where it was overtaken, close it: hactl ack \(run)",
                code: .refused)
        }
        guard runs.acknowledge(run, saying: "\(who) \(SystemClock.now())\n") else {
            throw Quit(
                "The acknowledgement can't be written to \(runs.path).", hint: "Name another folder with --state.",
                code: .configuration)
        }
        return run
    }

    /// Whether it is a run of the cluster that nobody finished.
    func isOpen(_ name: String) -> Bool {
        guard let (recovery, _) = try? JournalShelf(runs: runs).open(name, of: cluster.name) else { return false }
        return recovery.plan.cluster == cluster.name && recovery.isOpen
    }
}
