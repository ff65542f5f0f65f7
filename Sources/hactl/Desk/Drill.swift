import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// A switchover, a hold, and the switchover back: two ordinary runs, each under locks of its own.
struct Drill {
    let desk: Desk
    let order: DrillOrder
    let secrets: SecretBook
    let signals: SignalWatch
    let output: OutputOptions
    /// Asks a person; `nil` where nobody is to be asked.
    var consent: ((Plan) throws -> Void)?

    /// Ends the command where nothing was changed, or the first way did not lead to the end.
    func make() async throws -> DrillReport {
        try await refuseUnlessWell()
        let there = try await way(to: order.to, of: nil)
        guard there.plan.premise == .livingPrimary, there.outcome.isEndOfPlan else { throw ended(there) }
        tell(there)
        let roles = there.plan.roles
        say("Holding for \(order.hold.words): \(roles.candidate) is the primary. Ctrl-C ends the hold.")
        let hold = await DrillWatch(desk: desk, order: order, signals: signals).hold()
        say(hold.remarks.map { "Note: \($0). " }.joined() + "Leading the writer back to \(roles.primary).")
        return DrillReport(
            of: desk.cluster.name, from: roles.primary, to: roles.candidate, gate: order.gate,
            there: there.leg, hold: hold, back: try await back(from: there))
    }

    private func tell(_ end: RunEnd) {
        if !order.isQuiet || output.json || !end.outcome.isEndOfPlan { end.say(output) }
    }

    private func say(_ words: String) {
        if !order.isQuiet, !output.json { Terminal.complain(words) }
    }

    /// The first way changed nothing, or went wrong, or was overtaken by a failover: that is the end of the drill, and it was no success.
    private func ended(_ end: RunEnd) -> ArgumentParser.ExitCode {
        let words =
            end.hasCommitted
            ? "The drill ended on its first way, and the writer is not led back: what the run says comes first."
            : "The drill ended on its first way: the writer was not moved."
        let code = end.exitCode == 0 ? Outcome.doneOwing([]).exitCode : end.exitCode
        end.say(output)
        if output.json {
            Terminal.print(EventLine.end(exitCode: code, words, at: SystemClock.now()).text)
        } else {
            Terminal.complain(words)
        }
        return ArgumentParser.ExitCode(code)
    }

    private func refuseUnlessWell() async throws {
        var obstacles: [String] = []
        if desk.cluster.policy.maintenance { obstacles.append("the cluster is in maintenance (`policy: maintenance`)") }
        if let pause = desk.pause { obstacles.append("the cluster is \(pause.words)") }
        if order.isUnattended { obstacles += desk.recentFailover.map { [$0] } ?? [] }
        if obstacles.isEmpty {
            let health = try await DrillWatch(desk: desk, order: order, signals: signals).look()
            obstacles = health.unseen.map { [$0] } ?? order.objections(in: health).map { "\($0.code) \($0.sentence)" }
        }
        if obstacles.isEmpty { return }
        throw Quit(
            Refusal(
                "No drill of \(desk.cluster.name), for it is not well; nothing was changed.", details: obstacles,
                hint:
                    "Cure it first: hactl check --cluster \(desk.cluster.name). What may be so during a drill is left aside "
                    + "with --accept CODE."),
            code: .refused)
    }

    /// Whoever holds the cluster's lock then may be done in a moment: `reconcile`, say.
    private func back(from there: RunEnd) async throws -> DrillReport.Back {
        let end = SystemClock.uptime() + Self.patience
        while true {
            do {
                let back = try await way(to: there.plan.roles.primary.text, of: there)
                tell(back)
                return .made(back.leg)
            } catch let quit as Quit {
                if quit.code == .busy, SystemClock.uptime() < end, await signals.request() == nil {
                    try? await Task.sleep(for: .milliseconds(500))
                } else {
                    return .refused(([quit.refusal.problem] + quit.refusal.details).map(\.onOneLine))
                }
            }
        }
    }

    private static let patience = Duration.seconds(60)

    /// - Parameter first: the way there; `nil` for that way itself. Between the two anybody may have acted, so the way back is planned
    ///   from what is seen then.
    private func way(to member: String?, of first: RunEnd?) async throws -> RunEnd {
        let world = LiveWorld(to: desk.cluster, secrets: secrets)
        do {
            let end = try await desk.locked(for: desk.cluster.name, in: world) { locks in
                var performance = Performance(
                    desk: desk, world: world, secrets: secrets, locks: locks, output: output, signals: signals)
                performance.isQuiet = order.isQuiet
                return try await go(performance, to: member, of: first)
            }
            await world.close()
            return end
        } catch {
            await world.close()
            throw error
        }
    }

    /// That there is nothing to move is no drill that passed.
    private func propose(to member: String?, in world: LiveWorld) async throws -> Proposal {
        do {
            return try await desk.propose(order.playbook, try order.making(to: member), in: world)
        } catch let quit as Quit where quit.code == .success {
            throw Quit(quit.refusal, code: .refused)
        }
    }

    private func go(_ performance: Performance, to member: String?, of first: RunEnd?) async throws -> RunEnd {
        if let first, let stranger = JournalShelf(runs: desk.runs).mover(of: desk.cluster.name, after: first.run) {
            throw Quit("The run \(stranger) moved the writer meanwhile.", hint: "", code: .refused)
        }
        let proposal = try await propose(to: member, in: performance.world)
        let plan = proposal.plan
        if let first, plan.roles.primary != first.plan.roles.candidate {
            throw Quit(
                "\(plan.roles.primary) is the primary now, and not \(first.plan.roles.candidate).", hint: "",
                code: .refused)
        }
        if first == nil, !order.isQuiet || output.json { proposal.show(desk.cluster, output) }
        try await proposal.refuseIfItCannotStand(desk.cluster)
        try await desk.confirm(performance.locks, for: plan)
        if first == nil { try consent?(plan) }
        var performance = performance
        performance.drill = first?.run ?? plan.id
        let end = try await performance.apply(plan, seen: proposal.survey)
        return try await Sequel(performance: performance, consent: nil).end(after: end)
    }
}

extension String {
    fileprivate var onOneLine: String { split(separator: "\n").joined(separator: "; ") }
}

extension RunEnd {
    fileprivate var leg: DrillLeg { DrillLeg(run: run, outcome: outcome, outage: outage) }
}
