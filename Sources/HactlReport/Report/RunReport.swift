import HactlModel
import HactlPlan
import HactlRun

/// A run as its journal tells it: what was done when, why, and what came of it.
package struct RunReport: Sendable {
    package let run: HistoryRun
    let plan: Plan
    let began: Moment
    /// The last line's: of a run that hactl or its machine didn't survive, the last that is known.
    let ended: Moment
    /// In the order of the plan.
    private(set) var rows: [RunRow]
    private(set) var committedAt: Moment?
    /// Why it went back.
    private(set) var wayBack: String?
    /// Those who went on with it, and when.
    private(set) var resumptions: [(at: Moment, who: String)] = []

    /// `nil` when the journal doesn't begin with a plan.
    package init?(_ journal: JournalReading) {
        guard let run = HistoryRun(journal), let first = journal.lines.first, let last = journal.lines.last,
            case .started(let plan, _, _) = first.entry
        else { return nil }
        self.run = run
        self.plan = plan
        (began, ended) = (first.at, last.at)
        rows = plan.stages.enumerated().flatMap { index, stage in
            stage.steps.enumerated().map { number, step in
                RunRow(step.step, at: StepPlace(stage: index, step: number), in: plan)
            }
        }
        for line in journal.lines.dropFirst() { read(line) }
        beginWithTheFreeze()
    }

    private mutating func read(_ line: JournalLine) {
        switch line.entry {
        case .started(_, _, let author): resumptions.append((line.at, author.who))
        case .intended(let place, _, _): change(place) { $0.began = $0.began ?? line.at }
        case .satisfied(let place, _, let reason, let skipped):
            change(place) { $0.end(at: line.at, skipped ? .skipped : .done, because: reason) }
        case .failed(let place, _, let reason): change(place) { $0.end(at: line.at, .failed, because: reason) }
        case .committing: committedAt = committedAt ?? line.at
        case .goingBack(let reason): wayBack = reason
        case .putBack(let place): change(place) { $0.result = .putBack }
        case .notPutBack(let place, let reason):
            change(place) { ($0.result, $0.reason) = (.notPutBack, reason) }
        case .handovers, .outage, .finished: break
        }
    }

    private mutating func change(_ place: StepPlace, _ body: (inout RunRow) -> Void) {
        guard let index = rows.firstIndex(where: { $0.place == place }) else { return }
        body(&rows[index])
    }

    /// The ways back of the whole freeze are on disk before it begins: a stage of it begins when the one before has ended.
    private mutating func beginWithTheFreeze() {
        for index in rows.indices where rows[index].phase == .freeze {
            let earlier = rows.filter { $0.place.stage < rows[index].place.stage && $0.phase == .freeze }
            if let last = earlier.compactMap(\.ended).max(), rows[index].ended != nil { rows[index].began = last }
        }
    }

    /// From closing to opening, by the journal; `nil` where nothing was frozen.
    var freeze: (from: Moment, to: Moment)? {
        let frozen = rows.filter { $0.phase == .freeze }
        guard let from = frozen.compactMap(\.began).min(), let to = frozen.compactMap(\.ended).max() else { return nil }
        return (from, to)
    }

    var owed: [String] {
        switch run.outcome {
        case .doneOwing(let owed)?, .failedForward(_, let owed)?: owed
        case .stranded(_, let left)?: left
        case .done?, .putBack?, .ambiguous?, nil: []
        }
    }
}

/// A step of a run.
struct RunRow: Equatable, Sendable {
    enum Result: String, Sendable {
        /// Not come to, or not known how it ended.
        case open
        case done, skipped, failed
        case putBack = "put back"
        case notPutBack = "not put back"
    }

    let place: StepPlace
    let number: String
    let subject: String?
    let title: String
    let phase: Stage.Phase
    var began: Moment?
    var ended: Moment?
    var result = Result.open
    var reason = ""

    init(_ step: any Step, at place: StepPlace, in plan: Plan) {
        self.place = place
        number = StepNumber.of(place, in: plan)
        subject = step.subjectName
        title = step.title
        phase = plan.stages[place.stage].phase
    }

    mutating func end(at moment: Moment, _ result: Result, because reason: String) {
        (ended, self.result, self.reason) = (moment, result, reason)
    }

    var took: Duration? { ended.flatMap { end in began.map { end - $0 } } }
}
