import ArgumentParser
import Glibc
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlSimulation

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Looks, judges, rehearses, and prints what would be done. Changes nothing.")

    @ArgumentParser.Argument(help: "The playbook: a name below Playbooks, or a file.")
    var playbook: String
    @OptionGroup var options: ClusterOptions
    @OptionGroup var making: PlanOptions
    @OptionGroup var output: OutputOptions
    @Option(name: [.customShort("o"), .customLong("out")], help: "Saves the plan, for `hactl apply FILE`.")
    var file: String?
    @Flag(help: "0: nothing to do, 1: error, 2: changes.")
    var detailedExitcode = false

    func run() async throws {
        try await saying(output) {
            if output.json { Terminal.print(EventLine.version(Hactl.version, at: SystemClock.now()).text) }
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            if file == nil, try desk.premise(of: playbook) == .steady,
                let calm = try await desk.calm(for: playbook, in: world)
            {
                await world.close()
                return try output.tell(calm, endingOwed: false)
            }
            let proposal = try await desk.propose(playbook, making, in: world)
            await world.close()
            proposal.show(desk.cluster, output)
            try await proposal.refuseIfItCannotStand(desk.cluster)
            try save(proposal.plan)
            try conclude(proposal)
        }
    }

    private func conclude(_ proposal: Proposal) throws {
        let hasChanges = proposal.plan.hasChanges(in: proposal.survey.facts)
        let code = detailedExitcode && hasChanges ? ArgumentParser.ExitCode.changes : .success
        if output.json {
            let words = hasChanges ? "changes are planned" : "nothing to do"
            Terminal.print(EventLine.end(exitCode: code.rawValue, words, at: SystemClock.now()).text)
        }
        if code != .success { throw code }
    }

    private func save(_ plan: Plan) throws {
        guard let file else {
            if !output.json { Terminal.complain("\n" + SavedPlanText.notSaved()) }
            return
        }
        if let obstacle = WholeFile.write(try PlanFile.text(of: plan), to: file) {
            throw Quit("The plan can't be saved: \(obstacle)", hint: "Name another file.", code: .configuration)
        }
        if !output.json { Terminal.complain("\n" + SavedPlanText.saved(plan, to: file)) }
    }
}

extension Proposal {
    func report(_ cluster: Cluster) -> PlanReport {
        PlanReport(
            plan: plan, cluster: cluster, facts: survey.facts, findings: judgement.findings,
            passed: judgement.reports.count(where: \.hasPassed), election: standings.map(\.sentence),
            observedAt: survey.observedAt, age: SystemClock.now() - survey.observedAt)
    }

    func show(_ cluster: Cluster, _ output: OutputOptions) {
        let report = report(cluster)
        if output.json {
            let now = SystemClock.now()
            for finding in report.findings {
                Terminal.print(EventLine.finding(finding, accepted: plan.accepted, at: now).text)
            }
            for event in EventLine.plan(report, at: now) { Terminal.print(event.text) }
        } else {
            Terminal.print(PlanText(report).text(output.style))
        }
    }

    /// Checks that failed, or a loss somewhere that would end badly.
    func refuseIfItCannotStand(_ cluster: Cluster) async throws {
        if !judgement.mayProceed {
            throw Quit(
                RefusalText.preflight(judgement.refusals), code: .refusal(seeing: survey.facts, without: plan.mourned))
        }
        let objections = await Rehearsal(of: plan, on: cluster, seen: survey.facts).objections()
        if !objections.isEmpty { throw Quit(RefusalText.rehearsal(objections), code: .refused) }
    }
}
