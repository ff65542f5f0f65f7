import HactlModel
import HactlPlan
import HactlRun

/// What a run does, told line by line while it does it: the same lines on a terminal and in a log.
package struct Progress: Sendable {
    private let plan: Plan
    private let style: Style
    private let width: Int
    /// The stage being taken, and since when.
    private var stage = -1
    private var began: Duration
    private var lastEnd: Duration
    /// When somebody was told last how far a step is.
    private var told: (place: StepPlace, at: Duration)?

    package init(of plan: Plan, from uptime: Duration, style: Style = .plain) {
        self.plan = plan
        self.style = style
        began = uptime
        lastEnd = uptime
        width = plan.steps.compactMap { $0.subjectName?.width }.max() ?? 0
    }

    /// The lines of an entry; most have one, some none.
    package mutating func lines(for entry: JournalEntry, at uptime: Duration) -> [String] {
        switch entry {
        case .started(_, _, let author): return started(author)
        case .intended:
            lastEnd = uptime
            return []
        case .satisfied(let place, let title, let reason, let isSkipped):
            let span = span(of: place, until: uptime)
            return [isSkipped ? skipped(place, title, reason) : line(.done, place, "\(title)  (\(span.brief))")]
        case .failed(let place, let title, let reason):
            let span = span(of: place, until: uptime)
            return [line(.failed, place, "\(title): \(reason)  (\(span.brief))")]
        case .committing: return [line(.warning, nil, "point of no return: from here on there is only forward")]
        case .handovers: return []
        case .goingBack(let reason): return [line(.back, nil, "going back: \(reason)")]
        case .putBack(let place): return [line(.back, place, "put back: \(title(of: place))")]
        case .notPutBack(let place, let reason):
            return [line(.failed, place, "not put back: \(title(of: place)): \(reason)")]
        case .outage, .finished: return []
        }
    }

    /// How far a step is that takes its time: at first, then every ten seconds.
    package mutating func lines(for reason: String, at place: StepPlace, uptime: Duration) -> [String] {
        if let told, told.place == place, uptime - told.at < .seconds(10) { return [] }
        told = (place, uptime)
        return [line(.waiting, place, style.paint("\(title(of: place)): \(reason)", .dim))]
    }

    private func started(_ author: Operator) -> [String] {
        author.resumes.map { [line(.skipped, nil, "goes on with run \($0)")] } ?? []
    }

    private func skipped(_ place: StepPlace, _ title: String, _ reason: String) -> String {
        line(.skipped, place, style.paint("\(title): already so, \(reason)", .dim))
    }

    private func line(_ sign: Sign, _ place: StepPlace?, _ words: String) -> String {
        guard let place else { return "\(style.sign(sign)) \(words)" }
        return "\(style.sign(sign)) \(subject(of: place).filled(to: width))  \(words)"
    }

    /// The steps of a stage began when the stage before it ended, or when the freeze was prepared.
    private mutating func span(of place: StepPlace, until uptime: Duration) -> Duration {
        if place.stage != stage { (stage, began) = (place.stage, lastEnd) }
        lastEnd = uptime
        return uptime - began
    }

    private func subject(of place: StepPlace) -> String { plan.step(at: place)?.subjectName ?? "" }
    private func title(of place: StepPlace) -> String { plan.step(at: place)?.title ?? "step \(place.stage + 1)" }
}
