import HactlModel

/// The clocks agree.
package struct ClockSkew: Check {
    package static let name = "clock-skew"
    package static let code = "P24"
    package static let summary =
        "The members' clocks agree with the one of hactl: heartbeats, lags and the times of reports rest on them."
    package static let example = "{at-most: 1s}"
    package static let acceptance = Acceptance.always
    package static let needs = Vantage.ssh
    private let limit: Duration

    package init(reading entry: CheckEntry, limits: Limits) throws(Complaint) {
        limit = try entry.duration("at-most", limits: limits, otherwise: .seconds(1))
    }

    package func findings(in scene: Scene) -> [Finding] {
        scene.hosts.compactMap { judge($0.name, $0.host.clockOffset) }
    }

    private func judge(_ name: MemberName, _ offset: Duration) -> Finding? {
        let skew = offset < .zero ? .zero - offset : offset
        guard skew > limit else { return nil }
        let direction = offset < .zero ? "behind" : "ahead"
        return objection(
            on: name, "the clock of \(name) is \(skew.words) \(direction), more than \(limit.words)",
            remedy: "Let NTP run on \(name) and here: timedatectl.")
    }

    package func passed(in scene: Scene) -> String {
        "the clocks of \(scene.names.listed()) agree within \(limit.words)"
    }
}
