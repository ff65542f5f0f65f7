import HactlModel
import HactlPlan
import HactlRun

/// A run as one HTML file that needs nothing else: no script, no font, no network. The timeline is drawn to scale, with the freeze
/// behind it.
package struct RunReportPage: Sendable {
    private let report: RunReport

    package init(_ report: RunReport) { self.report = report }

    package var text: String {
        "<!DOCTYPE html>\n"
            + HTML.element(
                "html", ["lang": "en"],
                [
                    .element(
                        "head", [:],
                        [
                            "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                            .element("title", [:], [.words("hactl: \(report.run.id)")]),
                            .element("style", [:], [Self.style]),
                        ]),
                    .element("body", [:], [head, facts, timeline, steps] + lists),
                ]
            ).text + "\n"
    }

    private static let style: HTML = """
        :root{color-scheme:light dark}body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
        h1{font-size:1.3rem;margin:0}h2{font-size:1rem;margin:1.6rem 0 .4rem}.ok{color:#1a7f37}.ill{color:#c2261d}.mid{color:#9a6700}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{padding:.25rem .6rem;text-align:left;
        vertical-align:top;border-bottom:1px solid #8884}td.n{white-space:nowrap;font-variant-numeric:tabular-nums}
        tr.freeze td:first-child{border-left:4px solid #d97706}.skipped,.open{opacity:.6}dt{font-weight:600}dd{margin:0 0 .4rem}
        svg{width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:currentColor}
        """

    private var head: HTML {
        .element(
            "h1", [:], [.words("\(report.plan.title): \(report.run.cluster), \(report.run.from) to \(report.run.to)")])
    }

    private var facts: HTML {
        let outcome = HTML.element("p", ["class": report.run.outcome.tone], [.words(report.run.words)])
        let pairs: [(String, String?)] = [
            ("Run", report.run.id), ("By", report.run.who), ("Drill", report.run.drillWords),
            ("Began", report.began.description),
            ("In all", (report.ended - report.began).brief), ("Write outage", report.run.outage?.words),
            ("Frozen for", report.freeze.map { ($0.to - $0.from).brief }),
            ("Point of no return", report.committedAt.map { "+\(($0 - report.began).brief)" }),
            ("It went back", report.wayBack),
        ]
        let list = pairs.flatMap { name, value in
            value.map { [HTML.element("dt", [:], [.words(name)]), .element("dd", [:], [.words($0)])] } ?? []
        }
        return .element("section", [:], [outcome, .element("dl", [:], list)])
    }

    private var steps: HTML {
        let heading = ["Step", "At", "Took", "Member", "What", "Result"].map { HTML.element("th", [:], [.words($0)]) }
        let rows = report.rows.map { row in
            let cells: [(String, String)] = [
                ("n", row.number), ("n", row.began.map { "+\(($0 - report.began).brief)" } ?? ""),
                ("n", row.took.map(\.brief) ?? ""), ("n", row.subject ?? "-"), ("", row.title),
                (row.result.tone, row.result == .open ? "not come to" : "\(row.result.rawValue): \(row.reason)"),
            ]
            return HTML.element(
                "tr", ["class": (row.phase == .freeze ? "freeze " : "") + row.result.tone],
                cells.map { .element("td", ["class": $0.0], [.words($0.1)]) })
        }
        let table = HTML.element("table", [:], [.element("tr", [:], heading)] + rows)
        return .element("section", [:], ["<h2>Steps</h2>", .element("div", ["class": "scroll"], [table])])
    }

    private var lists: [HTML] {
        list("Owed", report.owed) + list("Overruled", report.plan.accepted)
            + list("Gone on with", report.resumptions.map { "by \($0.who), \($0.at)" })
            + list("Evidence", report.evidence.map { "\($0.name): \($0.value)" })
    }

    private func list(_ title: String, _ lines: [String]) -> [HTML] {
        if lines.isEmpty { return [] }
        return [
            .element("h2", [:], [.words(title)]),
            .element("ul", [:], lines.map { .element("li", [:], [.words($0)]) }),
        ]
    }
}

extension RunReportPage {
    private static let (left, width, height) = (250, 700, 18)

    /// A bar for each step that was tried, the time from left to right.
    private var timeline: HTML {
        let tried = report.rows.filter { $0.began != nil && $0.ended != nil }
        let bottom = (tried.count + 1) * Self.height
        let bars = tried.enumerated().flatMap { index, row in bar(of: row, at: index * Self.height + 4) }
        let drawing = HTML.element(
            "svg", ["viewBox": "0 0 \(Self.left + Self.width + 60) \(bottom + 6)", "role": "img"],
            [.element("title", [:], ["Timeline"])] + band(down: bottom) + bars)
        return .element("section", [:], ["<h2>Timeline</h2>", drawing])
    }

    private func band(down bottom: Int) -> [HTML] {
        guard let freeze = report.freeze else { return [] }
        let from = place(of: freeze.from)
        return [
            .element(
                "rect",
                [
                    "x": "\(from)", "y": "0", "width": "\(max(2, place(of: freeze.to) - from))",
                    "height": "\(bottom)", "fill": "#d97706", "opacity": "0.18",
                ])
        ]
    }

    private func bar(of row: RunRow, at top: Int) -> [HTML] {
        guard let began = row.began, let ended = row.ended else { return [] }
        let from = place(of: began)
        let label = "\(row.number) \(row.title)"
        return [
            .element(
                "text", ["x": "0", "y": "\(top + 11)"], [.words(label.count > 42 ? label.prefix(41) + "…" : label)]),
            .element(
                "rect",
                [
                    "x": "\(from)", "y": "\(top)", "width": "\(max(2, place(of: ended) - from))", "height": "12",
                    "fill": row.result.fill,
                ],
                [.element("title", [:], [.words("\(label): \((ended - began).brief)")])]),
            .element("text", ["x": "\(place(of: ended) + 6)", "y": "\(top + 11)"], [.words((ended - began).brief)]),
        ]
    }

    private func place(of moment: Moment) -> Int {
        let whole = max(1, (report.ended - report.began).milliseconds)
        return Self.left + Int((moment - report.began).milliseconds * Int64(Self.width) / whole)
    }
}

extension Outcome? {
    fileprivate var tone: String {
        switch self {
        case .done?: "ok"
        case .doneOwing?, .putBack?: "mid"
        case .failedForward?, .stranded?, .ambiguous?, nil: "ill"
        }
    }
}

extension RunRow.Result {
    fileprivate var tone: String {
        switch self {
        case .done: "ok"
        case .skipped: "skipped"
        case .open: "open"
        case .putBack: "mid"
        case .failed, .notPutBack: "ill"
        }
    }

    fileprivate var fill: String {
        switch self {
        case .done: "#2da44e"
        case .skipped, .open: "#8c959f"
        case .putBack: "#bf8700"
        case .failed, .notPutBack: "#cf222e"
        }
    }
}
