import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation

/// What a switchover goes over to when its primary dies before the point of no return: a failover, under the same lock. Nobody takes
/// writes by then, so each second counts, and everything that a person would have to type is known.
struct Sequel {
    let performance: Performance
    /// Asks a person about the new plan; `nil` where nobody is there to ask, and the policy decides.
    var consent: ((Plan) throws -> Void)?

    /// How the failover ended; the switchover's own end where there is none.
    func end(after first: RunEnd) async throws -> RunEnd {
        guard first.plan.premise == .livingPrimary, !first.hasCommitted, case .stranded = first.outcome,
            let proposal = await proposal(), proposal.judgement.mayProceed,
            proposal.plan.roles.primary == first.plan.roles.primary
        else { return first }
        let objections = await Rehearsal(
            of: proposal.plan, on: performance.desk.cluster, seen: proposal.survey.facts
        ).objections()
        guard objections.isEmpty, consent != nil || isAllowed(proposal) else { return first }
        first.say(performance.output)
        proposal.show(performance.desk.cluster, performance.output)
        try await performance.desk.confirm(performance.locks, for: proposal.plan)
        do { try consent?(proposal.plan) } catch { throw ExitCode(first.exitCode) }
        var performance = performance
        // Nobody takes writes since the switchover's freeze.
        if let outage = first.outage { performance.began = .now - outage.length }
        return try await performance.apply(proposal.plan, seen: proposal.survey)
    }

    /// A primary that is not proven to be dead ends a proposal with a refusal, and is none of our business.
    private func proposal() async -> Proposal? {
        guard let options = try? PlanOptions.parse([]) else { return nil }
        return try? await performance.desk.propose("failover", options, in: performance.world)
    }

    private func isAllowed(_ proposal: Proposal) -> Bool {
        (try? performance.desk.warrant(for: proposal)) != nil
    }
}
