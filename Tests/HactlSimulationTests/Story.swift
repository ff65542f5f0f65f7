import Foundation
import HactlConfig
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Three servers, a VIP, and the built-in playbook: what most stories begin with.
struct Story {
    var cluster: Cluster
    var facts: Facts
    var playbook: Playbook

    init(
        _ flavour: Flavour = .mysql, version: ServerVersion? = nil, playbook text: String? = nil,
        withoutGTIDs: Bool = false
    ) throws {
        var model = ModelCluster(flavour, version: version)
        if withoutGTIDs { model.forgetGTIDs() }
        cluster = model.cluster
        facts = model.facts
        let text = try text ?? String(contentsOfFile: Story.builtIn("switchover"), encoding: .utf8)
        playbook = try PlaybookReader.read(name: "switchover.yaml", text: text).get()
    }

    static let roles = ModelCluster.roles

    func plan() throws -> Plan {
        let scene = Scene(cluster: cluster, facts: facts, roles: Story.roles, run: "shop-test")
        return try Planner(in: scene).plan(
            playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
    }

    func rehearsal() throws -> Rehearsal { Rehearsal(of: try plan(), on: cluster, seen: facts) }

    static func text(of name: String) throws -> String { try String(contentsOfFile: builtIn(name), encoding: .utf8) }

    static func builtIn(_ name: String) -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Playbooks/\(name).yaml").path
    }
}

/// A run in which hactl died, and the one that went on with it.
struct Resumption {
    var fault: Fault
    var recovery: Recovery
    /// The world that the second one found.
    var found: Facts
    var outcome: Outcome
    var cluster: SimulatedCluster
}

extension Rehearsal {
    /// hactl dies before and after every action, and is resumed.
    func resumptions() async throws -> [Resumption] {
        var all: [Resumption] = []
        for action in 0..<(await run().actions.count) {
            for kind in [Fault.Kind.controllerDiesBefore, .controllerDiesAfter] {
                all.append(try await resumption(after: Fault(at: action, kind)))
            }
        }
        return all
    }

    private func resumption(after fault: Fault) async throws -> Resumption {
        let run = await run(with: fault)
        let recovery = try #require(Recovery(reading: run.entries))
        let world = SimulatedWorld(run.cluster)
        var walk = Walk(
            resuming: recovery, from: run.cluster.facts, in: world, journal: SimulatedJournal(run.entries))
        let outcome = await walk.run()
        return Resumption(
            fault: fault, recovery: recovery, found: run.cluster.facts, outcome: outcome, cluster: await world.cluster)
    }
}
