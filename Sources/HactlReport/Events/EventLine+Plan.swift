import HactlModel
import HactlPlan
import HactlRun

extension EventLine {
    /// A line a step, then the summary.
    package static func plan(_ report: PlanReport, at moment: Moment) -> [EventLine] {
        let plan = report.plan
        let steps = plan.stages.enumerated().flatMap { index, stage in
            stage.steps.enumerated().map { number, step in
                self.step(step.step, StepPlace(stage: index, step: number), report, moment)
            }
        }
        return steps + [summary(of: report, moment)]
    }

    private static func step(
        _ step: any Step, _ place: StepPlace, _ report: PlanReport, _ moment: Moment
    ) -> EventLine {
        let plan = report.plan
        let row = StepRow(step, at: place, in: plan, seen: report.facts, isForward: false)
        return EventLine(
            "planned_step", at: moment, step.title,
            [
                "step": .text(row.number), "kind": .text(step.kindName), "sign": .text(row.sign.rawValue),
                "member": .optional(step.subject?.text), "proxy": .optional(step.proxy?.text),
                "phase": .text(plan.stages[place.stage].phase.rawValue),
                "change": .text(step.change(in: report.facts)), "skipped": .flag(row.isSkipped),
                "point_of_no_return": .flag(row.isPointOfNoReturn),
            ])
    }

    private static func summary(of report: PlanReport, _ moment: Moment) -> EventLine {
        let summary = PlanSummary(of: report.plan, in: report.facts)
        let estimate = OutageEstimate(of: report.plan, in: report.facts, measured: report.roundTrip)
        return EventLine(
            "change_summary", at: moment, summary.line,
            [
                "changes": summary.json, "run": .text(report.plan.id), "cluster": .text(report.plan.cluster),
                "playbook": .text(report.plan.playbook), "from": .text(report.plan.roles.primary.text),
                "to": .text(report.plan.roles.candidate.text),
                "has_changes": .flag(report.plan.hasChanges(in: report.facts)),
                "outage_round_trips": estimate.map { .number(Int64($0.roundTrips)) } ?? .null,
                "freeze_budget_ms": .number(report.plan.budget.milliseconds),
                "expires_at": .text(report.plan.expiresAt.description),
            ])
    }
}

extension Step {
    /// Spelled out: a key path through `any Step.Type` crashes Swift 6.3.1.
    var kindName: String { Self.kind.name }
}
