import HactlModel
import Testing

@testable import HactlPlan

@Suite struct ReadRouteTests {
    private static let members = ["db1", "db2", "db3"].map {
        MemberAddress(MemberName($0), at: Cast.address(MemberName($0)))
    }
    private let route = ReadRoute(through: "px1", to: members)

    private func facts(open: [String], withdrawn: [String] = [], more: [ProxyServer] = []) -> Facts {
        let readers = ["db3", "db1", "db2"].map {
            ProxyServer(
                name: $0, address: Cast.address(MemberName($0)), isOpen: open.contains($0),
                isWithdrawn: withdrawn.contains($0))
        }
        return Facts(proxies: ["px1": .seen(ProxyFacts(readers: readers + more))])
    }

    private func serving(_ health: [MemberName: Fitness], open: [String], withdrawn: [String] = []) throws
        -> [MemberName]?
    {
        try route.readers(in: facts(open: open, withdrawn: withdrawn)).serving(by: ReaderHealth(members: health))
    }

    @Test func whoeverIsFittestServes() throws {
        let health: [MemberName: Fitness] = ["db1": .reserve, "db2": .fit(lag: 0), "db3": .late(50)]
        #expect(try serving(health, open: ["db1", "db3"]) == ["db2"])
        #expect(try serving(health.merging(["db2": .late(99)]) { $1 }, open: ["db2"]) == ["db1"], "the last resort")
    }

    @Test func whoeverHasJustRecoveredGetsNothingAndKeepsWhatItHas() throws {
        let health: [MemberName: Fitness] = ["db2": .fit(lag: 0), "db3": .recovering(since: .seconds(1))]
        #expect(try serving(health, open: ["db2"]) == ["db2"])
        #expect(try serving(health, open: ["db2", "db3"]) == ["db2", "db3"])
    }

    @Test func whereNobodyCanServeEverythingStays() throws {
        #expect(try serving(["db2": .unfit(because: "it is down")], open: ["db2"]) == nil)
    }

    /// Somebody whom a person has taken out does not count as the best.
    @Test func whatAPersonHasTakenOutStaysOut() throws {
        let health: [MemberName: Fitness] = ["db1": .reserve, "db2": .fit(lag: 0), "db3": .late(50)]
        #expect(try serving(health, open: ["db3"], withdrawn: ["db2"]) == ["db1"])
    }

    @Test func serversThatAreNoMembersAreLeftAlone() throws {
        let stranger = ProxyServer(name: "olap", address: InstanceAddress(host: "olap", port: 3306), isOpen: true)
        let readers = try route.readers(in: facts(open: ["db1"], more: [stranger]))
        let shift = readers.shift(to: ["db2"])
        #expect(shift == ReadShift(opened: ["db2"], drained: ["db1"]))
    }

    @Test func whatCannotBeLedSaysWhy() {
        let blind = Facts(proxies: ["px1": .unseen(Unreachable(.timedOut, detail: ""))])
        let none = Facts(proxies: ["px1": .seen(ProxyFacts(readers: []))])
        let flawed = Facts(proxies: ["px1": .seen(ProxyFacts(readers: [], flaws: ["its socket is mute"]))])
        for (facts, words) in [
            (blind, "can't be seen"), (none, "no servers for reads"), (flawed, "its socket is mute"),
        ] {
            #expect { try route.readers(in: facts) } throws: { ($0 as? Route.Obstacle)?.words.contains(words) == true }
        }
    }
}

@Suite struct UnledProxiesTests {
    private func scene(_ change: (inout Scene) -> Void) -> Scene {
        var scene = Cast.mysql()
        scene.premise = .steady
        scene.roles = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])
        scene.addProxies(reading: ["db2", "db3"])
        change(&scene)
        return scene
    }

    @Test func whatIsInOrderOwesNothing() {
        let scene = scene { _ in }
        #expect(scene.unledProxies.isEmpty && scene.areReadersInPlace && scene.areWritesLed)
    }

    /// What nobody can do anything about is told, and is no work.
    @Test func whatCannotBeLedIsNoWork() {
        let scene = scene { scene in
            scene.loseProxy("px1")
            scene.proxy("px2") { $0.flaws = ["its socket is mute"] }
        }
        #expect(scene.areReadersInPlace && scene.areWritesLed)
        #expect(scene.unledProxies.count == 2)
        #expect(scene.unledProxies[0].contains("px1 can't be seen"))
        #expect(scene.unledProxies[1] == "px2: its socket is mute")
        let half = self.scene { $0.proxy("px2") { $0.readers = [] } }
        #expect(half.unledProxies.first?.contains("px2 has no servers for reads") == true && half.areWritesLed)
    }

    @Test func whatCanBeDoneIsWork() {
        #expect(!scene { $0.lead("px1", to: ["db2"]) }.areWritesLed)
        #expect(!scene { $0.read("px1", from: ["db1"]) }.areReadersInPlace)
    }
}

@Suite struct DrainReadsTests {
    private func step(_ change: (inout Scene) -> Void) throws -> (step: DrainReads, facts: Facts) {
        var scene = Cast.mysql()
        scene.addProxies(reading: ["db2", "db3"])
        change(&scene)
        let entry = StepEntry(kind: "drain", arguments: [:], place: Cast.place)
        let steps = try DrainReads.steps(from: entry, in: scene).compactMap { $0 as? DrainReads }
        return (try #require(steps.first), scene.facts)
    }

    private func shift(_ change: (inout Scene) -> Void) throws -> ReadShift? {
        let (step, facts) = try step(change)
        guard case .proxy("px1", .serveReads(let shift))? = step.actions(in: facts).first else { return nil }
        #expect(step.status(in: facts).isSatisfied == shift.isEmpty)
        return shift
    }

    @Test func whoeverIsToFollowAnotherIsDrained() throws {
        #expect(try shift { _ in } == ReadShift(drained: ["db3"]))
        #expect(try shift { $0.read("px1", from: ["db1", "db2", "db3"]) } == ReadShift(drained: ["db1", "db3"]))
    }

    @Test func theNewPrimaryTakesTheLastOnesPlace() throws {
        #expect(try shift { $0.read("px1", from: ["db3"]) } == ReadShift(opened: ["db2"], drained: ["db3"]))
    }

    @Test func theLastOneStaysWhereNobodyCanTakeItsPlace() throws {
        let shift = try shift { scene in
            scene.read("px1", from: ["db1", "db3"])
            scene.proxy("px1") { $0.readers?.removeAll { $0.name == "db2" } }
        }
        #expect(shift == ReadShift(drained: ["db3"]))
    }

    /// A run that goes on after its end takes nobody out a second time.
    @Test func whoeverFollowsAlreadyStays() throws {
        #expect(try shift { scene in scene.channel("db3") { $0.source = Cast.address("db2") } } == ReadShift())
    }

    @Test func theConnectionsOfADeadOneEnd() throws {
        let shift = try shift { scene in
            scene.premise = .deadPrimary
            scene.killServer("db1")
            scene.read("px1", from: ["db1", "db2", "db3"])
            scene.proxy("px1") { $0.readers?[0].sessions = 3 }
        }
        #expect(shift == ReadShift(drained: ["db1", "db3"], ended: ["db1"]))
    }
}

@Suite struct ServeReadsTests {
    private func step(_ change: (inout Scene) -> Void) throws -> (step: ServeReads, facts: Facts) {
        var scene = Cast.mysql()
        scene.addProxies(reading: ["db2", "db3"])
        change(&scene)
        return (ServeReads(through: try #require(scene.readRoutes.first), in: scene), scene.facts)
    }

    /// As it is when everybody follows the new primary.
    private func follow(_ facts: Facts, _ change: (inout Scene) -> Void = { _ in }) -> Facts {
        var scene = Cast.mysql()
        scene.facts = facts
        scene.server("db2") { $0.channels = [] }
        scene.server("db1") { $0.channels = [ReplicationChannel(source: Cast.address("db2"))] }
        scene.channel("db3") {
            $0.source = Cast.address("db2")
            $0.receiver = .running
        }
        change(&scene)
        return scene.facts
    }

    @Test func whoeverFollowsInTimeComesBack() throws {
        let (step, facts) = try step { $0.read("px1", from: ["db2"]) }
        #expect(
            step.actions(in: follow(facts)) == [
                .proxy("px1", .serveReads(ReadShift(opened: ["db1", "db3"], drained: ["db2"])))
            ])
    }

    /// Those that serve already, or are brought back by the run, are waited for; who is late does not keep the others out.
    @Test func whoeverIsLateIsWaitedFor() throws {
        let (step, facts) = try step { _ in }
        #expect(step.awaited == ["db1", "db3"] && step.forecast == ["db1", "db3"])
        let late = follow(facts) { scene in
            scene.channel("db3") { $0.lag = 90 }
            scene.read("px1", from: ["db1"])
        }
        guard case .settling(let reason) = step.status(in: late) else {
            Issue.record("\(step.status(in: late))"); return
        }
        #expect(reason.contains("db3 lags 90s"))
        let broken = follow(facts) { scene in
            scene.channel("db3") { $0.applier = .stopped(error: "1062") }
            scene.read("px1", from: ["db1"])
        }
        #expect(step.status(in: broken).isSatisfied, "that is told by the step that should have made it follow")
    }

    @Test(arguments: [
        (PrimaryReads.never, ["db1", "db3"]), (.lastResort, ["db1", "db3"]), (.always, ["db1", "db2", "db3"]),
    ])
    func theNewPrimaryServesAsTheInventorySays(_ word: PrimaryReads, _ names: [MemberName]) throws {
        let (step, _) = try step { $0.cluster.readers?.primary = word }
        #expect(step.forecast == names)
    }

    @Test func nobodyIsWaitedForWhereNobodyChangesRoles() throws {
        let (step, facts) = try step { scene in
            scene.premise = .steady
            scene.roles = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])
            scene.channel("db3") { $0.lag = 90 }
        }
        #expect(step.awaited == [] && step.forecast == ["db2"])
        #expect(step.actions(in: facts) == [.proxy("px1", .serveReads(ReadShift(drained: ["db3"])))])
    }

    /// Who is dead when the plan is made gets nothing, and nobody asks it.
    @Test func aDeadPrimaryIsDrained() throws {
        let (step, facts) = try step { scene in
            scene.premise = .deadPrimary
            scene.killServer("db1")
        }
        #expect(step.asked == ["db2", "db3"] && step.awaited == ["db3"])
        let after = follow(facts) { $0.loseServer("db1") }
        #expect(step.actions(in: after) == [.proxy("px1", .serveReads(ReadShift(drained: ["db2"])))])
    }

    @Test func thereIsNoWayBackToNobody() throws {
        let (step, facts) = try step { $0.read("px1", from: []) }
        #expect(step.undo(from: facts) == .nothing(because: "nobody got reads before"))
    }

    @Test func theWayBackIsHowItWas() throws {
        let (step, facts) = try step { _ in }
        #expect(
            step.undo(from: facts)
                == .actions([.proxy("px1", .serveReads(ReadShift(opened: ["db2", "db3"], drained: ["db1"])))]))
    }
}
