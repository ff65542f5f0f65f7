import HactlModel
import HactlRun

/// What a drill says at its end.
package struct DrillText: Sendable {
    private let report: DrillReport

    package init(_ report: DrillReport) { self.report = report }

    /// The first line; wrappers read it.
    package var head: String {
        if report.exitCode == 0 {
            return "Drill passed: \(report.home) is the primary of \(report.cluster) again. Write outage \(outages)."
        }
        if report.isHome {
            return
                "Drill not passed: \(report.home) is the primary of \(report.cluster) again. Write outage \(outages)."
        }
        return "Drill not passed: \(report.home) is not the primary of \(report.cluster) again."
    }

    package func text(_ style: Style = .plain) -> String {
        let colour: Colour = report.exitCode == 0 ? .green : report.isHome ? .yellow : .red
        return ([style.paint(head, colour)] + report.remarks.map { "  - \($0)" } + hint.map { "  HINT: \($0)" })
            .joined(separator: "\n")
    }

    /// `17ms there, 23ms back`.
    private var outages: String {
        let there = report.there.outage?.words ?? "not measured"
        guard case .made(let leg) = report.back else { return "\(there) there" }
        return "\(there) there, \(leg.outage?.words ?? "not measured") back"
    }

    private var hint: [String] {
        if report.isHome { return owing }
        let lead = "hactl apply switchover --cluster \(report.cluster) --to \(report.home)"
        switch report.back {
        case .refused:
            return ["See what is:  hactl check --cluster \(report.cluster). To lead the writer back:  \(lead)"]
        case .made(let leg):
            if case .putBack = leg.outcome {
                return ["\(report.guest) takes writes. To lead the writer back:  \(lead)"]
            }
            return ["Look first:  hactl topology --cluster \(report.cluster). Then go on:  hactl resume \(leg.run)"]
        }
    }

    private var owing: [String] {
        guard case .made(let leg) = report.back, leg.outcome != .done else { return [] }
        return ["To do what is owed:  hactl resume \(leg.run)"]
    }

    /// `drill`; the command's last line is `outcome`.
    package func event(at moment: Moment) -> EventLine {
        EventLine(
            "drill", report.exitCode == 0 ? .info : .error, at: moment, head,
            [
                "cluster": .text(report.cluster), "home": .text(report.home.text), "guest": .text(report.guest.text),
                "passed": .flag(report.exitCode == 0), "is_home": .flag(report.isHome),
                "gate_ms": .number(report.gate.limit.milliseconds), "held_ms": .number(report.hold.held.milliseconds),
                "runs": .list(runs.map { .text($0.run) }),
                "outages_ms": .list(runs.map { $0.outage.map { .number($0.length.milliseconds) } ?? .null }),
                "remarks": .list(report.remarks.map(JSON.text)),
            ])
    }

    private var runs: [DrillLeg] {
        if case .made(let leg) = report.back { [report.there, leg] } else { [report.there] }
    }

    /// The last line.
    package func end(at moment: Moment) -> EventLine {
        var line = EventLine.end(exitCode: report.exitCode, head, at: moment)
        line.fields["outcome"] = report.exitCode == 0 ? "passed" : "not_passed"
        return line
    }

    /// Before the first way.
    package static func question(_ cluster: String, _ home: MemberName, _ guest: MemberName, hold: Duration) -> String {
        """
        Do you want to perform this drill on \(cluster)?
          \(home) is closed to writes and \(guest) opened, for \(hold.words), and then the other way round.
          Only 'yes' will be accepted to approve.

          Enter a value: 
        """
    }
}
