import HactlModel
import HactlPlan
import HactlRun

/// The numbered steps of a plan, the freeze marked as a block, the point of no return as a line.
struct StepList {
    private let plan: Plan
    private let facts: Facts

    init(of plan: Plan, seen facts: Facts) {
        self.plan = plan
        self.facts = facts
    }

    func lines(_ style: Style) -> [String] {
        var rest = Columns.lines(rows.map { $0.cells(style) })[...]
        var lines = [legend]
        for index in plan.stages.indices {
            lines += headings(of: index, style)
            let count = plan.stages[index].steps.count
            lines += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        return lines
    }

    private var legend: String {
        let signs = StepSign.allCases.filter { sign in rows.contains { $0.sign == sign && !$0.isSkipped } }
        let words = signs.map { "\($0.rawValue) \($0.meaning)" } + (commit == nil ? [] : ["! point of no return"])
        return "hactl will perform the following steps (\(words.joined(separator: ", "))):"
    }

    private var commit: Int? { plan.commitStage(in: facts) }

    private var rows: [StepRow] {
        plan.stages.enumerated().flatMap { index, stage in
            stage.steps.enumerated().map { number, step in
                StepRow(
                    step.step, at: StepPlace(stage: index, step: number), in: plan, seen: facts,
                    isForward: commit.map { index > $0 } ?? false)
            }
        }
    }

    private func headings(of index: Int, _ style: Style) -> [String] {
        let phase = plan.stages[index].phase
        let former = index == 0 ? Stage.Phase.before : plan.stages[index - 1].phase
        let gutter = phase == .freeze && former == .freeze ? style.gutter : " "
        var lines: [String] = []
        if phase == .freeze, former != .freeze { lines.append(freeze) }
        if phase != .freeze, former == .freeze { lines.append("writes flow again") }
        if index == commit { lines.append("point of no return: \(beyond)") }
        return lines.map { gutter + style.paint("    \(style.rule(2)) \($0) \(style.rule(2))", .bold) }
    }

    private var beyond: String {
        plan.opensSomebody
            ? "once opening is tried, there is only forward"
            : "once the copy is tried, what \(plan.roles.primary) had is gone"
    }

    private var freeze: String {
        "writes are frozen: if they don't flow again within \(plan.budget.words), everything goes back"
    }
}
