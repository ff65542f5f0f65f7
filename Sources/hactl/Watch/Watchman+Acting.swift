import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

extension Watchman {
    func carryOut(_ order: Vigil.Order) async {
        switch order {
        case .inquire(let reason): return await inquire(because: reason)
        case .failover(let reason):
            let end = await failOver(because: reason)
            vigil.failedOver(end, at: SystemClock.uptime())
            holdBack()
        case .reconcile:
            let isWell = await run("reconcile", because: "reads or proxies are not where they should be").isWell
            vigil.remedied(well: isWell, at: SystemClock.uptime())
        case .resume(let name):
            vigil.remedied(well: await goOn(with: name), at: SystemClock.uptime())
        }
        await look()
    }

    // MARK: A silent primary

    private func inquire(because reason: String) async {
        suspect(reason)
        vigil.inquired(await freshVerdict, at: SystemClock.uptime())
        publish()
    }

    private func suspect(_ reason: String) {
        if isSuspecting { return }
        isSuspecting = true
        verdict = nil
        tell(.suspects(reason))
    }

    private func note(_ fresh: Verdict?) {
        let before = verdict?.verdict.kind
        verdict = fresh.map { DatedVerdict($0, at: SystemClock.now()) }
        if let fresh, fresh.kind != before { tell(.judges(fresh)) }
    }

    private func failOver(because reason: String) async -> Vigil.FailoverEnd {
        suspect(reason)
        switch await run("failover", because: reason) {
        case .nothing: return .refused(nil, because: [])
        case .refused(let refusal):
            return .refused(await freshVerdict, because: [refusal.problem] + refusal.details)
        case .undecided(let refusal):
            return .undecided(await freshVerdict, because: [refusal.problem] + refusal.details)
        case .ended(let end):
            isSuspecting = false
            if end.outcome.hasMoved { return .moved(to: end.plan.roles.candidate) }
            return .failed(because: end.outcome.words)
        }
    }

    private var freshVerdict: Verdict? {
        get async {
            board.count { $0.inquiries += 1 }
            note(await Emergency(of: desk.cluster, in: world, knowing: vigil.primary).verdict)
            return verdict?.verdict
        }
    }

    private func holdBack() {
        publish()
        defer { toldToHoldBack = vigil.holdsBack }
        if !vigil.holdsBack.isEmpty, vigil.holdsBack != toldToHoldBack { tell(.holdsBack(vigil.holdsBack)) }
    }

    // MARK: Runs

    enum RunResult {
        case nothing
        /// Before any change.
        case refused(HactlReport.Refusal)
        /// Before any change: whether the primary is dead can't be told.
        case undecided(HactlReport.Refusal)
        case ended(RunEnd)

        var isWell: Bool {
            switch self {
            case .nothing: true
            case .refused, .undecided: false
            case .ended(let end): end.exitCode == 0
            }
        }
    }

    private func run(_ playbook: String, because reason: String) async -> RunResult {
        await doing(playbook, because: reason) { errand in try await errand.run(playbook) }
    }

    /// Goes on with a run of this watch, a few times.
    private func goOn(with name: String) async -> Bool {
        attempts[name, default: 0] += 1
        if attempts[name, default: 0] > Self.mostAttempts {
            vigil.unfinished = nil
            tell(
                .holdsBack([
                    "the run \(name) could not be finished in \(Self.mostAttempts) attempts: hactl resume \(name)"
                ]))
            return false
        }
        return await doing("resume", because: "\(name) was not finished") { try await $0.resume(name) }.isWell
    }

    private static let mostAttempts = 5

    private func doing(
        _ playbook: String, because reason: String, _ body: (Errand) async throws -> RunEnd?
    ) async -> RunResult {
        isRunning = true
        defer {
            isRunning = false
            running = nil
            vigil.unfinished = desk.unfinishedRun
        }
        tell(.begins(playbook: playbook, because: reason))
        let result = await attempt { try await body(errand()) }
        count(playbook, result)
        if case .ended(let end) = result { tell(.ends(end)) }
        return result
    }

    private func attempt(_ body: () async throws -> RunEnd?) async -> RunResult {
        do {
            return try await body().map(RunResult.ended) ?? .nothing
        } catch let quit as Quit {
            return quit.code == .undecided ? .undecided(quit.refusal) : .refused(quit.refusal)
        } catch {
            return .refused(HactlReport.Refusal("\(error)"))
        }
    }

    private func count(_ playbook: String, _ result: RunResult) {
        let outcome =
            switch result {
            case .nothing: "nothing"
            case .refused, .undecided: "refused"
            case .ended(let end): end.outcome.name
            }
        board.count { $0.runs[.init(playbook: playbook, outcome: outcome), default: 0] += 1 }
    }

    private func errand() -> sending Errand {
        Errand(
            desk: desk, world: world, secrets: secrets, options: options, output: output,
            // A service that is stopped ends what it has begun: nobody would be there to go on.
            signals: Uninterrupted(), consent: .policy, leadership: LeadershipLock(of: self), began: lastSign,
            witness: { plan, entry in Task { await self.follow(plan, entry) } })
    }

    private func follow(_ plan: Plan, _ entry: JournalEntry) {
        guard isRunning else { return }
        var now =
            running ?? RunUnderway(id: plan.id, playbook: plan.playbook, done: 0, of: plan.steps.count, words: "begins")
        if case .satisfied(_, let title, _, _) = entry { (now.done, now.words) = (now.done + 1, title) }
        if case .goingBack(let reason) = entry { now.words = "going back: \(reason)" }
        running = now
        publish()
    }

    /// Asked between any two stages: what the last pulses said.
    func lossOfLeadership() -> String? {
        vigil.leadership.obstacle(without: vigil.silentPrimary, at: SystemClock.uptime())
    }
}

/// A watch's leadership, as a right without which a walk does not go on.
private struct LeadershipLock: HeldLock {
    private let watchman: Watchman

    init(of watchman: Watchman) { self.watchman = watchman }

    func loss() async -> String? { await watchman.lossOfLeadership() }
}
