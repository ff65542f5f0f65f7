import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation

/// Two runs of `shop`, as their journals tell them: one that was done, one that went back.
package struct FixtureRuns: Sendable {
    package var reports: [RunReport] = []

    package init() async throws {
        let cluster = FixtureCluster("shop", ["db1", "db2", "db3"])
        let began = Moment(milliseconds: 1_795_221_543_120)
        try await add(cluster, "shop-20261121T010903-7f3a", at: began, fault: nil)
        try await add(
            cluster, "shop-20261120T230000-12ab", at: began + .seconds(-7743), fault: Fault(at: 2, .interrupt))
    }

    private mutating func add(_ shop: FixtureCluster, _ run: String, at began: Moment, fault: Fault?) async throws {
        let roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"])
        let scene = Scene(cluster: shop.cluster, facts: shop.facts, roles: roles, run: run)
        let plan = try Planner(in: scene).plan(
            Self.switchover, .init(version: "0.1.0", createdAt: began, validFor: .seconds(900), accepted: []))
        let rehearsal = Rehearsal(of: plan, on: shop.cluster, seen: shop.facts)
        let entries = if let fault { await rehearsal.run(with: fault).entries } else { await rehearsal.run().entries }
        let all = entries + [.outage(Outage(length: .milliseconds(28), samples: 412))]
        let lines = try all.enumerated().map {
            try JournalLine(number: $0 + 1, at: began + .milliseconds($0 * 7), entry: $1).text() + "\n"
        }
        if let report = RunReport(try JournalReading(lines.joined())) { reports.append(report) }
    }

    private static var switchover: Playbook {
        Playbook(
            name: "switchover", title: "Move the writer role, planned", checks: [],
            steps: [
                step("sync", ["on": "candidate"]),
                StepEntry(
                    kind: "freeze", arguments: ["within": text("limits.freeze")],
                    steps: [
                        step("close", ["on": "primary"]), step("end-sessions", ["on": "primary"]),
                        step("catch-up", ["on": "candidate"]), step("route-writes", ["to": "candidate"]),
                        step("open", ["on": "candidate"]),
                    ], place: FixtureCluster.place), step("release-writes", ["from": "old-primary"]),
                step("stop-following", ["on": "candidate"]),
                step("follow", ["source": "candidate", "on": "old-primary"]),
                step("follow", ["source": "candidate", "on": "replicas"]),
            ], place: FixtureCluster.place)
    }

    private static func step(_ kind: String, _ words: [String: String]) -> StepEntry {
        StepEntry(kind: kind, arguments: words.mapValues(text), place: FixtureCluster.place)
    }

    private static func text(_ text: String) -> Argument { Argument(.text(text), at: FixtureCluster.place) }
}
