import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// The built-in reconcile, with every kind of loss at every action: nobody's role changes, and the next run finishes what one has
/// left.
@Suite(.serialized) struct ReconcileSweepTests {
    enum Condition: String, CaseIterable {
        case nobodyHasThem, allOnOne, twoHolders, oneBroken, onThePrimary, wellPlaced
    }

    @Test(arguments: Flavour.allCases, Condition.allCases)
    func everybodyKeepsTheirRole(_ flavour: Flavour, _ condition: Condition) async throws {
        let story = try story(flavour, condition)
        let rehearsal = try rehearsal(story)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.facts.writable == ["db1"])
        #expect(arePlaced(smooth.cluster.facts, story))
        #expect(await rehearsal.objections() == [])
        if condition == .wellPlaced { #expect(smooth.actions.isEmpty) }
    }

    @Test(arguments: Flavour.allCases, Condition.allCases)
    func theNextRunFinishesWhatOneHasLeft(_ flavour: Flavour, _ condition: Condition) async throws {
        let story = try story(flavour, condition)
        let rehearsal = try rehearsal(story)
        let count = await rehearsal.run().actions.count
        for run in await rehearsal.sweep(actions: count) {
            var next = story
            next.facts = run.cluster.facts
            let second = await (try self.rehearsal(next)).run()
            #expect(second.outcome == .done, "after \(run.fault.map(String.init(describing:)) ?? "")")
            #expect(arePlaced(second.cluster.facts, next), "after \(run.fault.map(String.init(describing:)) ?? "")")
        }
    }

    /// Every address is held by exactly one member that answers, as far as any does that may.
    private func arePlaced(_ facts: Facts, _ story: Story) -> Bool {
        (story.cluster.readers?.addresses ?? []).allSatisfy { address in
            let holders = facts.holders(ofReader: address.address)
            return holders.count == 1
                && holders.allSatisfy { facts.instance($0)?.channels.allSatisfy(\.isRunning) == true }
        }
    }

    private func story(_ flavour: Flavour, _ condition: Condition) throws -> Story {
        let text = try String(contentsOfFile: Story.builtIn("reconcile"), encoding: .utf8)
        var story = try Story(flavour, playbook: text)
        let addresses = ["10.0.0.61", "10.0.0.62"]
        story.cluster.readers = ReaderPool(
            addresses: addresses.map { VirtualAddress(address: $0, prefix: 24, interface: "eth0") })
        switch condition {
        case .nobodyHasThem: break
        case .allOnOne: story.give(addresses, to: "db2")
        case .onThePrimary: story.give(addresses, to: "db1")
        case .twoHolders:
            story.give(addresses, to: "db2")
            story.give(addresses, to: "db3")
        case .oneBroken:
            story.give(addresses, to: "db3")
            story.breakApplier(of: "db3")
        case .wellPlaced:
            story.give([addresses[0]], to: "db2")
            story.give([addresses[1]], to: "db3")
        }
        return story
    }

    private func rehearsal(_ story: Story) throws -> Rehearsal {
        let roles = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])
        let scene = Scene(
            cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: .steady)
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }
}

extension Story {
    fileprivate mutating func give(_ addresses: [String], to name: MemberName) {
        guard var host = facts.host(name) else { return }
        host.addresses += addresses.map { HeldAddress(address: $0, prefix: 24, interface: "eth0") }
        facts.members[name]?.host = .seen(host)
    }

    fileprivate mutating func breakApplier(of name: MemberName) {
        guard var instance = facts.instance(name) else { return }
        instance.channels[0].applier = .stopped(error: "1062")
        facts.members[name]?.instance = .seen(instance)
    }
}
