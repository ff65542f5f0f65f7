import HactlModel
import HactlPlan
import HactlRun

extension EventLine {
    /// What a journal entry says. The entry that ends a run says nothing here: `outcome` does, as the last line.
    package static func entry(_ entry: JournalEntry, of plan: Plan, at moment: Moment) -> EventLine? {
        switch entry {
        case .started(_, _, let author): started(plan, author, moment)
        case .intended(let place, let title, _): step("step_intended", place, title, plan, moment)
        case .satisfied(let place, let title, let reason, let isSkipped):
            step(isSkipped ? "step_skipped" : "step_complete", place, title, plan, moment, because: reason)
        case .failed(let place, let title, let reason):
            step("step_errored", place, title, plan, moment, because: reason, level: .error)
        case .committing(let place):
            step(
                "point_of_no_return", place, "From here on there is only forward", plan, moment, level: .warning)
        case .goingBack(let reason):
            EventLine("rollback_start", .warning, at: moment, "Going back: \(reason)", ["reason": .text(reason)])
        case .putBack(let place): step("rollback_step_complete", place, "Put back", plan, moment)
        case .notPutBack(let place, let reason):
            step("rollback_step_errored", place, "Not put back", plan, moment, because: reason, level: .error)
        case .outage(let outage): self.outage(outage, plan, moment)
        case .handovers, .finished: nil
        }
    }

    /// How far a step is that takes its time: `progress`, every other second at most.
    package static func progress(
        _ place: StepPlace, _ reason: String, _ progress: StepProgress?, of plan: Plan, at moment: Moment
    ) -> EventLine {
        var line = step("progress", place, reason, plan, moment)
        line.fields["stage"] = .optional(progress?.stage)
        line.fields["bytes"] = progress.map { .number($0.bytes) } ?? .null
        line.fields["bytes_expected"] = progress.map { .number($0.expected) } ?? .null
        return line
    }

    private static func started(_ plan: Plan, _ author: Operator, _ moment: Moment) -> EventLine {
        EventLine(
            "run_start", at: moment, plan.title,
            [
                "run": .text(plan.id), "cluster": .text(plan.cluster), "playbook": .text(plan.playbook),
                "from": .text(plan.roles.primary.text), "to": .text(plan.roles.candidate.text),
                "who": .text(author.who), "process": .number(Int64(author.process)),
                "resumes": .optional(author.resumes), "drill": .optional(author.drill),
            ])
    }

    private static func step(
        _ type: String, _ place: StepPlace, _ message: String, _ plan: Plan, _ moment: Moment,
        because reason: String? = nil, level: Level = .info
    ) -> EventLine {
        let step = plan.step(at: place)
        return EventLine(
            type, level, at: moment, message,
            [
                "step": .text(StepNumber.of(place, in: plan)),
                "kind": .optional(step?.kindName),
                "member": .optional(step?.subject?.text), "proxy": .optional(step?.proxy?.text),
                "reason": .optional(reason),
            ])
    }

    private static func outage(_ outage: Outage, _ plan: Plan, _ moment: Moment) -> EventLine {
        EventLine(
            "outage", at: moment, "Write outage \(outage.words)",
            [
                "milliseconds": .number(outage.length.milliseconds), "ongoing": .flag(outage.goesOn),
                "samples": .number(Int64(outage.samples)),
                "through": .optional(plan.endpoint?.address),
            ])
    }
}

extension Plan {
    /// `nil` when the plan has no such step: a journal may be of another version.
    func step(at place: StepPlace) -> (any Step)? {
        guard stages.indices.contains(place.stage) else { return nil }
        let steps = stages[place.stage].steps
        return steps.indices.contains(place.step) ? steps[place.step].step : nil
    }
}
