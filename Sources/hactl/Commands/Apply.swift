import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Carries out a saved plan, or makes one and asks.",
        discussion: """
            With a saved plan it does exactly that and asks nothing. With a playbook it plans anew, prints the plan, and \
            goes on only after the full word yes.
            """)

    @ArgumentParser.Argument(help: "A saved plan, or a playbook to plan anew.")
    var what: String
    @OptionGroup var options: ClusterOptions
    @OptionGroup var making: PlanOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Don't ask.")
    var yes = false
    @Flag(
        help: ArgumentHelp(
            "Nobody watches: fails over only where the inventory's policy allows it.",
            discussion: "For cron and alerting. Asks nothing. The policy names the verdicts that may be acted upon."))
    var unattended = false

    func run() async throws {
        try await saying(output) {
            if output.json { Terminal.print(EventLine.version(Hactl.version, at: SystemClock.now()).text) }
            let text = RunDirectory.text(at: what)
            if let text, text.hasPrefix("{") { return try await applySaved(text) }
            try await planAndApply()
        }
    }

    private func applySaved(_ text: String) async throws {
        let plan = try saved(text)
        let desk = try desk(for: plan)
        try check(plan, against: desk)
        let secrets = SecretBook()
        let world = LiveWorld(to: desk.cluster, secrets: secrets)
        let signals = SignalWatch()
        let end = try await desk.locked(for: plan.id, in: world, LockQuorum(for: plan)) { locks in
            let performance = Performance(
                desk: desk, world: world, secrets: secrets, locks: locks, output: output, signals: signals)
            return try await Sequel(performance: performance).end(after: performance.apply(plan))
        }
        await world.close()
        try end.tell(output)
    }

    private func desk(for plan: Plan) throws -> Desk {
        var options = options
        options.cluster = options.cluster ?? plan.cluster
        do {
            return try Desk(options)
        } catch let quit as Quit where self.options.cluster == nil && quit.isUnknownCluster {
            throw Quit(
                "The plan is of cluster \(plan.cluster), which the inventory does not have.",
                hint: "Name the inventory it was made with: -i FILE", code: .stalePlan)
        }
    }

    private func saved(_ text: String) throws -> Plan {
        do throws(PlanFileFlaw) { return try PlanFile.plan(from: text, version: Hactl.version) } catch {
            throw Quit(error.refusal(path: what), code: .stalePlan)
        }
    }

    private func check(_ plan: Plan, against desk: Desk) throws {
        guard plan.cluster == desk.cluster.name else {
            throw Quit(
                "The plan is of cluster \(plan.cluster), not of \(desk.cluster.name).",
                hint: "Leave --cluster out, or plan anew.", code: .stalePlan)
        }
        if RunDirectory.text(at: desk.runs.journal(of: plan.id)) != nil {
            throw Quit(
                "This plan was applied before: it is the run \(plan.id).",
                hint:
                    "See `hactl history`. A plan is applied once: plan anew, or go on with the run by `hactl resume`.",
                code: .stalePlan)
        }
        if let expired = StaleText.expired(plan, at: SystemClock.now()) { throw Quit(expired, code: .stalePlan) }
        // By content: the same file may be named from elsewhere, and another one may bear the same name.
        let then = plan.sources.filter { $0.key != plan.playbookSource }
        if Set(then.values) != Set(desk.sources.values) {
            let changed = desk.sources.filter { !then.values.contains($0.value) }.keys.sorted()
            let names = changed.isEmpty ? "the inventory" : changed.joined(separator: ", ")
            throw Quit("Saved plan is stale: \(names) was changed since.", hint: "Plan anew.", code: .stalePlan)
        }
    }

    private func planAndApply() async throws {
        let began = ContinuousClock.now
        let desk = try Desk(options)
        let secrets = SecretBook()
        let world = LiveWorld(to: desk.cluster, secrets: secrets)
        let signals = SignalWatch()
        let premise = try desk.premise(of: what)
        if premise == .steady, let calm = try await desk.calm(for: what, in: world) {
            await world.close()
            return try output.tell(calm, endingOwed: true)
        }
        if unattended { try mayBeUnattended(premise == .deadPrimary) }
        let errand = Errand(
            desk: desk, world: world, secrets: secrets, options: making, output: output, signals: signals,
            consent: agreement, began: began)
        let end = try await errand.run(what)
        await world.close()
        try end?.tell(output)
    }

    private var agreement: Errand.Consent {
        if unattended { return .policy }
        return yes ? .given : .person { try consent(to: $0) }
    }

    private func mayBeUnattended(_ isFailover: Bool) throws {
        guard isFailover else {
            throw Quit(
                "--unattended is for a playbook whose premise is a dead primary.",
                hint: "Say --yes where nobody is to be asked.",
                code: .usage)
        }
        guard !making.acceptUnfenced, making.accept.isEmpty else {
            throw Quit(
                "What the policy does not allow can't be accepted unattended.",
                hint: "Leave --accept and --accept-unfenced to a person.", code: .usage)
        }
    }

    private func consent(to plan: Plan) throws {
        try Assent.ask(
            SavedPlanText.question(plan), to: "Apply", elsewhere: "Save the plan and apply the file, or say --yes.")
    }
}

extension Desk {
    func premise(of playbook: String) throws -> Premise {
        try PlaybookShelf(environment: environment).find(playbook).playbook.premise
    }

    /// Ends the command where the policy does not let a failover be done while nobody watches.
    func warrant(for proposal: Proposal) throws {
        let past = JournalShelf(runs: runs).failovers(of: cluster.name)
        let warrant = Warrant(for: proposal.scene, after: past, pause: pause, at: SystemClock.now())
        if warrant.obstacles.isEmpty { return }
        throw Quit(
            Refusal(
                "No failover of \(cluster.name) unattended; nothing was changed.", details: warrant.obstacles,
                hint: "A person may do it: hactl apply \(proposal.plan.playbook) --cluster \(cluster.name)"),
            code: .refused)
    }

    /// Under the lock, after a fresh look: the plan must still follow from what is seen, and nothing may speak against
    /// it that did not before.
    func stand(_ plan: Plan, in facts: Facts) async throws {
        let stale = StaleText(plan, seen: facts, in: cluster)
        if let refusal = stale.refusal { throw Quit(refusal, code: .stalePlan) }
        let found = try PlaybookShelf(environment: environment).find(plan.playbookSource)
        guard plan.sources[found.source] == SHA256.hex(of: found.text) else {
            throw Quit(
                "Saved plan is stale: the playbook \(found.source) was changed since.", hint: "Plan anew.",
                code: .stalePlan)
        }
        let scene = Scene(
            cluster: cluster, facts: facts, roles: plan.roles, run: plan.id, premise: plan.premise,
            accepted: plan.accepted)
        let judgement = try judge(found.playbook, scene, accepting: plan.accepted)
        if !judgement.mayProceed {
            throw Quit(RefusalText.preflight(judgement.refusals), code: .refusal(seeing: facts, without: plan.mourned))
        }
    }
}
