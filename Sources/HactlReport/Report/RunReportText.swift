import HactlModel
import HactlPlan
import HactlRun

extension RunReport {
    /// For people, in a terminal or a mail.
    package func text(_ style: Style = .plain) -> String {
        let heading = ["STEP", "AT", "TOOK", "MEMBER", "WHAT", "RESULT"].map { style.paint($0, .bold) }
        let table = Columns.lines([heading] + rows.map { cells(of: $0, style) })
        return (head + [""] + table + details).joined(separator: "\n")
    }

    private var head: [String] {
        [
            "Run \(run.id): \(plan.title)", "\(run.cluster): \(run.from) -> \(run.to), \(run.words)",
            "By \(run.who), \(began.toTheSecond), \((ended - began).brief) in all"
                + (run.outage.map { "; write outage \($0.words)" } ?? "")
                + (freeze.map { "; frozen for \(($0.to - $0.from).brief)" } ?? ""),
        ] + (run.drillWords.map { ["It is \($0)"] } ?? [])
            + resumptions.map { "Gone on with by \($0.who), \($0.at.toTheSecond)" }
    }

    private func cells(of row: RunRow, _ style: Style) -> [String] {
        let words = row.result == .open ? "not come to" : "\(row.result.rawValue): \(row.reason)"
        return [
            (row.phase == .freeze ? style.gutter : " ") + row.number, row.began.map { "+\(($0 - began).brief)" } ?? "",
            row.took.map(\.brief) ?? "", row.subject ?? "-", row.title, style.paint(words, row.result.colour),
        ]
    }

    private var details: [String] {
        section("It went back", [wayBack].compactMap(\.self)) + section("Owed", owed)
            + section("Overruled", plan.accepted)
            + section("Evidence", evidence.map { "\($0.name): \($0.value)" })
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", "\(title):"] + lines.map { "  \($0)" }
    }

    /// What the plan rested on, as words.
    var evidence: [(name: String, value: String)] {
        plan.evidence.map { evidence in
            switch evidence.rule {
            case .equals(let text): (evidence.subject.name, text)
            case .contains(let set): (evidence.subject.name, "at least \(set.brief)")
            case .atMost(let limit): (evidence.subject.name, "at most \(limit)s")
            case .verdict(let kind): (evidence.subject.name, kind.rawValue)
            }
        }
    }
}

extension RunRow.Result {
    var colour: Colour {
        switch self {
        case .done: .green
        case .skipped, .open: .dim
        case .putBack: .yellow
        case .failed, .notPutBack: .red
        }
    }
}
