import Foundation
import HactlConfig
import HactlModel
import HactlPlan
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

    static func builtIn(_ name: String) -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Playbooks/\(name).yaml").path
    }
}
