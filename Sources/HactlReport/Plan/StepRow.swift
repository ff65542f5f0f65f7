import HactlModel
import HactlPlan
import HactlRun

/// A line of a plan: number, sign, member, what is done, what changes, the way back.
struct StepRow {
    let number: String
    let sign: StepSign
    let isPointOfNoReturn: Bool
    let subject: String
    let title: String
    let change: String
    let wayBack: String
    let isSkipped: Bool
    let isFrozen: Bool

    /// - Parameter isForward: whether it comes after the commit point, where nothing is rolled back any more.
    init(_ step: any Step, at place: StepPlace, in plan: Plan, seen facts: Facts, isForward: Bool) {
        number = StepNumber.of(place, in: plan)
        sign = StepSign.of(step)
        isFrozen = plan.stages[place.stage].phase == .freeze
        isPointOfNoReturn = step.isCommitPoint(from: facts)
        subject = step.subjectName ?? "-"
        title = step.title
        let status = step.status(in: facts)
        // What is waited for now will have to be waited for again.
        isSkipped = status.isSatisfied && sign != .look
        change = isSkipped ? "already so: \(status.reason)" : step.change(in: facts)
        wayBack = isSkipped || isForward ? "" : UndoWords.of(step.undo(from: facts), isLook: sign == .look)
    }

    func cells(_ style: Style) -> [String] {
        let mark = (isPointOfNoReturn ? "!" : " ") + (isSkipped ? " " : sign.rawValue)
        let gutter = isFrozen ? style.gutter : " "
        let place = gutter + number.aligned(to: 3)
        if isSkipped { return [place, mark, subject, title, change].map { style.paint($0, .dim) } }
        return [place, style.paint(mark, isPointOfNoReturn ? .red : sign.colour), subject, title, change, wayBack]
    }
}

extension String {
    /// Right-aligned by its leading digits, so that `6a` stands below `5`.
    fileprivate func aligned(to width: Int) -> String {
        let digits = prefix { $0.isNumber }.count
        return String(repeating: " ", count: max(0, width - digits)) + self
    }
}
