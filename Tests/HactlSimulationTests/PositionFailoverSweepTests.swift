import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// The built-in failover on a cluster without GTIDs: whoever has received as much as the new primary follows it, whoever
/// has less is left behind by name, and nothing that anybody has received is lost.
@Suite(.serialized) struct PositionFailoverSweepTests {
    /// The two replicas have the same; the same, not all applied; db3 less than db2; db3 more than db2; both a part of a
    /// transaction that never came whole, db3 the longer one; the same, and db3 has not written down how far it is.
    enum Legacy: String, CaseIterable { case even, backlog, later, ahead, torn, stale }

    @Test(arguments: Legacy.allCases) func aSmoothRunIsDone(_ legacy: Legacy) async throws {
        let run = await (try rehearsal(legacy)).run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations.joined() == "")
        let isThird = legacy == .ahead || legacy == .torn
        #expect(run.cluster.facts.writable == [isThird ? "db3" : "db2"])
        #expect(run.cluster.lost(on: isThird ? "db3" : "db2").isEmpty)
        let follower = run.cluster.facts.instance("db3")?.channels.first?.sourceIdentity
        switch legacy {
        case .torn: #expect(run.cluster.facts.instance("db2")?.channels.first?.sourceIdentity == "uuid-3")
        case .even, .backlog, .stale: #expect(follower == "uuid-2")
        case .later: #expect(follower == "uuid-1", "left where it is")
        case .ahead: #expect(run.cluster.facts.instance("db2")?.channels.first?.sourceIdentity == "uuid-1")
        }
    }

    @Test(arguments: [Legacy.backlog, .later, .torn]) func noLossBreaksAnInvariant(_ legacy: Legacy) async throws {
        let rehearsal = try rehearsal(legacy)
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(runs.count > 100)
        for run in runs {
            #expect(rehearsal.judge(run) == [], "\(run.outcome)")
            for writer in run.cluster.facts.writable where writer != "db1" {
                #expect(run.cluster.lost(on: writer).isEmpty, "\(run.fault.map(String.init(describing:)) ?? "")")
            }
        }
    }

    @Test(arguments: [Legacy.backlog, .later]) func resumeEndsWellWhereverTheRunDied(_ legacy: Legacy) async throws {
        let rehearsal = try rehearsal(legacy)
        for end in try await rehearsal.resumptions() {
            #expect(end.outcome == .done, "\(end.fault)")
            #expect(end.cluster.violations.joined() == "" && end.cluster.facts.writable.count == 1)
        }
    }

    /// Without applying first, without stopping what is received, a follower may end anywhere.
    @Test func aPlaybookThatLeavesSomethingOutIsRefused() async throws {
        let whole = try String(contentsOfFile: Story.builtIn("failover"), encoding: .utf8)
        let lines = [
            "        - fence: {on: primary}\n", "        - stop-receiving: {on: survivors}\n",
            "        - apply-received: {on: candidate}\n",
        ]
        for line in lines {
            #expect(whole.contains(line))
            let objections = await (try rehearsal(.backlog, playbook: whole.replacing(line, with: ""))).objections()
            #expect(!objections.isEmpty, "without \(line)")
        }
    }

    @Test func whoIsBehindIsNotChosenEvenWhenWanted() throws {
        let story = try story(.ahead, nil)
        let succession = Succession(in: story.cluster, seen: story.facts, primary: "db1", wanted: "db2")
        #expect(succession.chosen == nil)
        #expect(succession.findings[0].summary.contains("without GTIDs nobody can give it to it"))
    }

    /// It knows places in the log of the one it follows: it stands beside, and does not stop the failover.
    @Test func aReplicaOfAReplicaIsLeftWhereItIs() throws {
        var story = try story(.even, nil)
        var instance = try #require(story.facts.instance("db3"))
        let place = TransactionSet.file(log: "uuid-2", name: "binlog.000001", position: 77)
        instance.channels[0].source = story.cluster.members[1].address
        instance.channels[0].sourceIdentity = "uuid-2"
        instance.channels[0].places = SourcePlaces(read: place, executed: place)
        story.facts.members["db3"]?.instance = .seen(instance)
        let succession = Succession(in: story.cluster, seen: story.facts, primary: "db1")
        #expect(succession.chosen == "db2" && succession.followers == [] && succession.isolated == [])
    }

    /// One that is ahead and may not become primary: its transactions would be lost.
    @Test func oneThatIsAheadAndCannotBePrimaryStopsTheFailover() throws {
        var story = try story(.ahead, nil)
        story.cluster.members[2].promotion = .mustNot
        let succession = Succession(in: story.cluster, seen: story.facts, primary: "db1")
        #expect(succession.chosen == nil && succession.feeder == nil)
    }

    private func rehearsal(_ legacy: Legacy, playbook: String? = nil) throws -> Rehearsal {
        let story = try story(legacy, playbook)
        let succession = Succession(in: story.cluster, seen: story.facts, primary: "db1")
        let chosen = try #require(succession.chosen)
        #expect(succession.feeder == nil)
        #expect(succession.isolated == (legacy == .later ? ["db3"] : legacy == .ahead ? ["db2"] : []))
        let roles = Roles(
            primary: "db1", candidate: chosen, replicas: succession.followers, isolated: succession.isolated)
        let scene = Scene(
            cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: .deadPrimary)
        #expect(LeftBehind().findings(in: scene).count == succession.isolated.count)
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }

    private func story(_ legacy: Legacy, _ playbook: String?) throws -> Story {
        let text = try playbook ?? String(contentsOfFile: Story.builtIn("failover"), encoding: .utf8)
        var story = try Story(.mysql, playbook: text, withoutGTIDs: true)
        story.facts.members["db1"]?.instance = .unseen(Unreachable(.refused, detail: ""))
        let way = WayFacts(server: .refuses, host: .answers)
        story.facts.ways["db1"] = ["db2": .seen(way), "db3": .seen(way)]
        // (received, executed)
        let (db2, db3): ((UInt64, UInt64), (UInt64, UInt64)) =
            switch legacy {
            case .even: ((504, 504), (504, 504))
            case .backlog: ((504, 501), (504, 501))
            case .later: ((504, 504), (502, 502))
            case .ahead: ((502, 502), (504, 504))
            case .torn: ((505, 504), (507, 504))
            case .stale: ((504, 504), (504, 502))
            }
        give(db2, to: "db2", isIdle: legacy != .backlog, &story)
        give(db3, to: "db3", isIdle: legacy != .backlog, &story)
        return story
    }

    private func give(
        _ position: (read: UInt64, executed: UInt64), to name: MemberName, isIdle: Bool, _ story: inout Story
    ) {
        guard var instance = story.facts.instance(name) else { return }
        func place(_ position: UInt64) -> TransactionSet {
            .file(log: "uuid-1", name: "binlog.000001", position: position)
        }
        instance.channels[0].receiver = .connecting(error: "error 2003")
        instance.channels[0].places = SourcePlaces(
            read: place(position.read), executed: place(position.executed), isIdle: isIdle)
        story.facts.members[name]?.instance = .seen(instance)
    }
}
