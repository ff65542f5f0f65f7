import HactlModel
import HactlRun

/// The runs there were, newest first.
package struct HistoryText: Sendable {
    private let runs: [HistoryRun]

    private let trends: [Trend]

    /// - Parameter last: how many of the newest outages make a trend.
    package init(_ runs: [HistoryRun], last: Int = 30) {
        self.runs = runs.sorted { $0.startedAt > $1.startedAt }
        trends = Trend.all(of: runs, last: last)
    }

    package func text(_ style: Style = .plain) -> String {
        if runs.isEmpty { return "No runs yet." }
        let heading = ["RUN", "WHEN", "CLUSTER", "PLAYBOOK", "FROM -> TO", "OUTAGE", "BY", "OUTCOME"]
        let rows = runs.map { cells(of: $0, style) }
        let lines = Columns.lines([heading.map { style.paint($0, .bold) }] + rows)
        let below = trends.isEmpty ? [] : [""] + trends.map { TrendText($0).text(style) }
        return (lines + below).joined(separator: "\n")
    }

    private func cells(of run: HistoryRun, _ style: Style) -> [String] {
        [
            run.id, run.startedAt.toTheSecond, run.cluster, run.playbook + (run.drill == nil ? "" : " (drill)"),
            "\(run.from) -> \(run.to)",
            run.outage?.length.brief ?? "-", run.who, style.paint(run.words, colour(of: run)),
        ]
    }

    private func colour(of run: HistoryRun) -> Colour {
        switch run.outcome {
        case .done?, .putBack?: .green
        case .doneOwing?: .yellow
        case nil, .failedForward?, .stranded?, .ambiguous?: .red
        }
    }

    package var json: JSON { .list(runs.map(\.json)) }
}
