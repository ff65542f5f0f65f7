import HactlModel

/// A trend in a line or two, and for programs.
package struct TrendText: Sendable {
    private let trend: Trend

    package init(_ trend: Trend) { self.trend = trend }

    package func text(_ style: Style = .plain) -> String {
        let drills = trend.drills == 0 ? "" : " (\(trend.drills.counted("drill")))"
        let figures = [
            ("min", trend.shortest), ("median", trend.median), ("p95", trend.p95), ("max", trend.longest),
        ].map { "\($0) \($1.brief)" }.joined(separator: ", ")
        let line =
            "Outage of \(trend.playbook) of \(trend.cluster), the last \(trend.outages.count)\(drills): \(figures)  \(spark(style))"
        if !trend.isWorse { return line }
        let alarm = "The newest took \(trend.newest.brief), more than twice the median."
        return line + "\n" + style.paint(alarm, .yellow)
    }

    /// Oldest first; the lowest sign is the shortest outage, the highest the longest.
    private func spark(_ style: Style) -> String {
        let signs = Array(style.isUnicode ? "▁▂▃▄▅▆▇█" : "_.-~=+*#")
        let (low, high) = (trend.shortest.inSeconds, trend.longest.inSeconds)
        return String(
            trend.outages.map { outage in
                let share = high > low ? (outage.inSeconds - low) / (high - low) : 0
                return signs[min(signs.count - 1, max(0, Int(share * Double(signs.count))))]
            })
    }

    /// `trend`: a line with the four common fields, after the runs.
    package func event(at moment: Moment) -> EventLine {
        EventLine(
            "trend", trend.isWorse ? .warning : .info, at: moment, text(.ascii),
            [
                "cluster": .text(trend.cluster), "playbook": .text(trend.playbook),
                "drills": .number(Int64(trend.drills)), "min_ms": .number(trend.shortest.milliseconds),
                "median_ms": .number(trend.median.milliseconds), "p95_ms": .number(trend.p95.milliseconds),
                "max_ms": .number(trend.longest.milliseconds), "newest_ms": .number(trend.newest.milliseconds),
                "is_worse": .flag(trend.isWorse),
                "outages_ms": .list(trend.outages.map { .number($0.milliseconds) }),
            ])
    }
}
