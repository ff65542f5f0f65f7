import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// A cluster whose writer VIP keepalived carries, with every kind of loss.
@Suite struct KeepalivedSweepTests {
    @Test(arguments: Flavour.allCases) func aSmoothRunMovesTheAddress(_ flavour: Flavour) async throws {
        let run = try await story(flavour).rehearsal().run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations == [])
        #expect(run.cluster.carriers == ["db2"])
        #expect(run.cluster.tracks == ["db1": TrackFacts.barred, "db2": 0, "db3": TrackFacts.barred])
    }

    @Test(arguments: Flavour.allCases) func noLossBreaksAnInvariant(_ flavour: Flavour) async throws {
        let rehearsal = try story(flavour).rehearsal()
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(runs.count > 300)
        for run in runs {
            #expect(rehearsal.judge(run) == [])
            guard case .putBack = run.outcome else { continue }
            #expect(run.cluster.carriers == ["db1"], "\(run.fault.map(String.init(describing:)) ?? "")")
            #expect(run.cluster.tracks == ["db1": 0, "db2": TrackFacts.barred, "db3": TrackFacts.barred])
        }
    }

    @Test func resumeLeavesOneCarrier() async throws {
        for resumption in try await story(.mysql).rehearsal().resumptions() {
            #expect(resumption.cluster.carriers == resumption.cluster.facts.writable, "\(resumption.fault)")
        }
    }

    /// Who may not carry it takes it from nobody: an order the other way round would leave clients with nobody for a while.
    @Test func theNewOneIsAdmittedBeforeTheOldOneIsBarred() async throws {
        let actions = try await story(.mysql).rehearsal().run().actions
        let moves = actions.compactMap { action -> (MemberName, Int)? in
            guard case .host(let name, .setTrack(_, let value)) = action else { return nil }
            return (name, value)
        }
        #expect(moves.map(\.0) == ["db2", "db1"])
        #expect(moves.map(\.1) == [0, TrackFacts.barred])
    }

    @Test(arguments: [Demise(.mysql, .process, .backlog), Demise(.mariadb, .hostWithPower, .even)])
    func aFailoverMovesTheAddress(_ demise: Demise) async throws {
        var demise = demise
        demise.isKeptAlive = true
        let rehearsal = try demise.rehearsal()
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.carriers == ["db2"])
        #expect(smooth.cluster.tracks["db2"] == (demise.cause == .hostWithPower ? TrackFacts.preferred : 0))
        for run in await rehearsal.sweep(actions: smooth.actions.count) { #expect(rehearsal.judge(run) == []) }
    }

    /// It came back with its file as it was, beside a successor that had to outbid it.
    @Test func aFormerPrimaryIsBarredWhenItRejoins() async throws {
        let rehearsal = try RejoinSweepTests.rehearsal(.mysql, .fenced) { story in
            story.carryByKeepalived(on: "db2", value: TrackFacts.preferred)
            story.setTrack("db1", to: 0)
        }
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.carriers == ["db2"])
        #expect(smooth.cluster.tracks == ["db1": TrackFacts.barred, "db2": 0, "db3": TrackFacts.barred])
        #expect(await rehearsal.objections() == [])
    }

    private func story(_ flavour: Flavour) throws -> Story {
        var story = try Story(flavour)
        story.carryByKeepalived(on: "db1")
        return story
    }
}

extension Story {
    /// The writer VIP is keepalived's, and only one member's file lets it carry it.
    mutating func carryByKeepalived(on holder: MemberName, value: Int = TrackFacts.eligible) {
        cluster.writer?.trackFile = "/etc/keepalived/hactl-writer"
        for name in cluster.members.map(\.name) { setTrack(name, to: name == holder ? value : TrackFacts.barred) }
    }

    mutating func setTrack(_ name: MemberName, to value: Int) {
        guard var host = facts.host(name) else { return }
        host.track = TrackFacts(value: value, isNamed: true)
        host.processes = ["keepalived"]
        facts.members[name]?.host = .seen(host)
    }
}

extension SimulatedCluster {
    fileprivate var carriers: [MemberName] {
        servers.values.filter { $0.isHostUp && $0.addresses.contains { $0.address == vip } }.map(\.name).sorted()
    }

    fileprivate var tracks: [MemberName: Int] { servers.compactMapValues { $0.host.track?.value } }
}
