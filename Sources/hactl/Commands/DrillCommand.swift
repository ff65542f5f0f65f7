import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Moves the writer, holds, moves it back: an exercise, with gates on the measured outage.",
        discussion: """
            Two ordinary switchovers, each planned, rehearsed, locked and journaled as `apply` does it. It begins only when `check` finds \
            nothing. The way back is planned anew, and not gone when somebody has moved the writer meanwhile. Ends with 0 when both \
            outages kept within the gate, with 10 when the writer is home again and something is to be said, with 11 when it is not home.

            The first Ctrl-C during the hold ends the hold, and the writer is led back; a second one leaves it where it is.
            """)

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The member that is to be primary for a while. Chosen, with reasons, when it is not given.")
    var to: String?
    @Option(help: ArgumentHelp("How long it stays primary.", valueName: "duration"))
    var hold = Span(.seconds(30))
    @Option(help: ArgumentHelp("The longest write outage that each way may take. Default: 1s.", valueName: "duration"))
    var outage: Span?
    @Option(help: ArgumentHelp("A finding to leave aside, by its code; may be given several times.", valueName: "code"))
    var accept: [String] = []
    @Option(help: "Whose steps are taken.")
    var playbook = "switchover"
    @Flag(help: "Don't ask.")
    var yes = false
    @Flag(help: "Nobody watches: asks nothing, and does nothing within the policy's block period after a failover.")
    var unattended = false
    @Flag(name: .shortAndLong, help: "Says nothing when the drill passes.")
    var quiet = false

    func run() async throws {
        try await saying(output) {
            if output.json { Terminal.print(EventLine.version(Hactl.version, at: SystemClock.now()).text) }
            let desk = try Desk(options)
            guard try desk.premise(of: playbook) == .livingPrimary else {
                throw Quit(
                    "The playbook \(playbook) moves no living primary.", hint: "Name one like switchover.", code: .usage
                )
            }
            var drill = Drill(
                desk: desk, order: order, secrets: SecretBook(), signals: SignalWatch(), output: output)
            if !yes, !unattended { drill.consent = consent }
            try tell(try await drill.make())
        }
    }

    private var order: DrillOrder {
        DrillOrder(
            playbook: playbook, to: to, hold: hold.duration,
            gate: DrillGate(outage?.duration ?? .seconds(1), isAsked: outage != nil), accepted: accept,
            isUnattended: unattended, isQuiet: quiet)
    }

    private func consent(to plan: Plan) throws {
        let roles = plan.roles
        let question = DrillText.question(plan.cluster, roles.primary, roles.candidate, hold: hold.duration)
        try Assent.ask(question, to: "Drill", elsewhere: "Say --yes, or --unattended.")
    }

    private func tell(_ report: DrillReport) throws {
        let text = DrillText(report)
        if output.json {
            let now = SystemClock.now()
            for line in [text.event(at: now), text.end(at: now)] { Terminal.print(line.text) }
        } else if report.exitCode != 0 {
            Terminal.complain(text.text(output.errorStyle))
        } else if !quiet {
            Terminal.print(text.text(output.style))
        }
        if report.exitCode != 0 { throw ArgumentParser.ExitCode(report.exitCode) }
    }
}
