import ArgumentParser
import Glibc
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// A plan being carried out for an operator: journal, outage probe, walk, report.
struct Performance {
    let desk: Desk
    let world: LiveWorld
    let secrets: SecretBook
    let locks: RunLocks
    /// A right that is needed beside the locks: a watch's leadership.
    var leadership: (any HeldLock)?
    let output: OutputOptions
    /// Made before the locks are taken: from then on a signal is a request, not an end.
    let signals: any Interruption
    /// When the command began: a failover's outage is older than that.
    var began = ContinuousClock.now
    /// Told of each line of the journal.
    var witness: (@Sendable (Plan, JournalEntry) -> Void)?
    /// The drill that it belongs to; `nil` where it is in earnest.
    var drill: String?
    /// Whether nothing is told while it goes.
    var isQuiet = false

    /// Applies a plan that was agreed to, if a look under the lock shows that it still holds. A look that was made under
    /// this very lock a moment ago is not made again: in a failover each costs a second of the outage.
    func apply(_ plan: Plan, seen survey: Survey? = nil) async throws -> RunEnd {
        let facts = if let facts = fresh(survey) { facts } else { await look(for: plan) }
        try await desk.stand(plan, in: facts)
        return try await perform(plan, verb: .apply, path: desk.runs.journal(of: plan.id), from: facts, origin: facts) {
            journal in
            Walk(
                of: plan, from: facts, origin: facts, in: world, journal: journal, lock: rights,
                interruption: signals)
        } go: { walk in
            await walk.run()
        }
    }

    private func fresh(_ survey: Survey?) -> Facts? {
        guard let survey, SystemClock.now() - survey.observedAt < Self.freshness else { return nil }
        return survey.facts
    }

    private static let freshness = Duration.seconds(1)

    private func look(for plan: Plan) async -> Facts {
        switch plan.premise {
        case .deadPrimary: await world.lookForTheDead()
        case .lostReplica: await world.lookAroundForCopies()
        case .livingPrimary, .returnedPrimary, .steady: await world.lookAround()
        }
    }

    func resume(_ recovery: Recovery, at path: String, from facts: Facts) async throws -> RunEnd {
        try await perform(recovery.plan, verb: .resume, path: path, from: facts, origin: recovery.origin) { journal in
            walk(recovery, facts, journal)
        } go: { walk in
            await walk.run()
        }
    }

    func rollBack(_ recovery: Recovery, at path: String, from facts: Facts) async throws -> RunEnd {
        try await perform(recovery.plan, verb: .rollback, path: path, from: facts, origin: recovery.origin) { journal in
            walk(recovery, facts, journal)
        } go: { walk in
            await walk.rollBack()
        }
    }

    private var rights: any HeldLock { JointLock(of: [locks.servers] + [leadership].compactMap(\.self)) }

    private func walk(_ recovery: Recovery, _ facts: Facts, _ journal: JournalFile) -> Walk {
        Walk(
            resuming: recovery, from: facts, in: world, journal: journal, lock: rights,
            interruption: signals)
    }

    private func perform(
        _ plan: Plan, verb: RunEnd.Verb, path: String, from facts: Facts, origin: Facts,
        begin: (JournalFile) -> Walk, go: (inout Walk) async -> Outcome
    ) async throws -> RunEnd {
        if let signal = await signals.request() { throw interrupted(by: signal) }
        let narrator = Narrator(of: plan, output, isQuiet: isQuiet && !output.json)
        let journal = try open(path, of: plan, narrator, continuing: verb != .apply)
        try await start(journal, plan, before: origin, resumes: verb == .apply ? nil : plan.id)
        let probe = await startProbe(plan)
        var walk = begin(journal)
        walk.audience = narrator.audience
        let outcome = await go(&walk)
        let outage = await measured(probe, walk)
        if let outage { try? await journal.append([.outage(outage)], durably: true) }
        await narrator.finish()
        return RunEnd(
            of: plan, outcome, outage: outage, verb: verb, loss: plan.loss(in: walk.facts),
            stayers: outcome.isEndOfPlan ? plan.stayers(in: walk.facts) : nil, hasCommitted: walk.hasCommitted)
    }

    private func interrupted(by signal: String) -> Quit {
        Quit(
            "\(signal) received; nothing was changed.", hint: "Plan anew when you are ready.",
            code: signal == "SIGINT" ? .interrupted : .terminated)
    }

    private func open(
        _ path: String, of plan: Plan, _ narrator: Narrator, continuing: Bool
    ) throws -> JournalFile {
        var count = 0
        var lacksNewline = false
        if continuing {
            let reading = try JournalShelf.read(path)
            truncate(path, off_t(reading.soundBytes))
            (count, lacksNewline) = (reading.lines.count, reading.lacksNewline)
        }
        do throws(JournalFailure) {
            return try JournalFile(
                path: path, after: count, lacksNewline: lacksNewline,
                format: { try JournalLine(number: $0, at: $1, entry: $2).text() },
                listener: { [witness] entry in
                    await narrator.listener(entry)
                    witness?(plan, entry)
                })
        } catch {
            throw Quit(
                error.message, hint: "Nothing was changed. Name another folder with --state.", code: .configuration)
        }
    }

    private func start(_ journal: JournalFile, _ plan: Plan, before: Facts, resumes: String?) async throws {
        let author = Operator(
            who: desk.operatorName, process: Int(getpid()), resumes: resumes, sessions: await world.sessions(),
            boot: Host.boot, agent: desk.agent, drill: drill)
        do throws(JournalFailure) {
            try await journal.append([.started(plan, before: before, by: author)], durably: true)
        } catch {
            throw Quit(
                error.message, hint: "Nothing was changed. Name another folder with --state.", code: .configuration)
        }
    }

    private func startProbe(_ plan: Plan) async -> OutageProbe? {
        guard plan.stages.contains(where: { $0.phase == .freeze }) || plan.premise == .deadPrimary,
            let endpoint = desk.cluster.writerEndpoints.first,
            let member = desk.cluster.member(named: plan.roles.candidate)
        else {
            return nil
        }
        let probe = OutageProbe(of: desk.cluster, at: endpoint, as: member, secrets: secrets)
        if plan.premise == .deadPrimary {
            await probe.start(closedSince: began)
        } else {
            await probe.start()
        }
        return probe
    }

    /// A run that froze nothing caused no outage: what the probe saw then is its own machine's pauses.
    private func measured(_ probe: OutageProbe?, _ walk: Walk) async -> Outage? {
        let outage = await probe?.stop()
        return walk.hasFrozen || walk.isSuccession ? outage : nil
    }
}

extension RunEnd {
    /// Says how it ended, and ends the command with the run's code.
    func tell(_ output: OutputOptions) throws {
        say(output)
        if exitCode != 0 { throw ArgumentParser.ExitCode(exitCode) }
    }

    func say(_ output: OutputOptions) {
        if output.json {
            Terminal.print(EventLine.outcome(self, at: SystemClock.now()).text)
        } else if exitCode == 0 || exitCode == 10 {
            Terminal.print(OutcomeText(self).text(output.style))
        } else {
            Terminal.complain(OutcomeText(self).text(output.errorStyle))
        }
    }
}
