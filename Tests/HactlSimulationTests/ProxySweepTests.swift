import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// A cluster whose clients come through proxies, with every kind of loss.
@Suite struct ProxySweepTests {
    @Test(arguments: Flavour.allCases) func aSmoothRunLeadsEveryProxy(_ flavour: Flavour) async throws {
        let run = try await ProxyStory(flavour).story.rehearsal().run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations == [])
        for proxy in ProxyStory.names {
            #expect(run.cluster.facts.proxy(proxy)?.leading == ["db2"])
            #expect(run.cluster.facts.proxy(proxy)?.file?.digest == "old+", "the file was kept")
            #expect(run.cluster.facts.proxy(proxy)?.file?.prepared == nil)
        }
    }

    @Test(arguments: Flavour.allCases) func noLossBreaksAnInvariant(_ flavour: Flavour) async throws {
        let rehearsal = try ProxyStory(flavour).story.rehearsal()
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(runs.count > 400)
        for run in runs {
            #expect(rehearsal.judge(run) == [])
            if case .putBack = run.outcome { expectAsBefore(run) }
        }
    }

    private func expectAsBefore(_ run: Rehearsal.Run) {
        for proxy in ProxyStory.names {
            #expect(
                run.cluster.facts.proxy(proxy)?.leading == ["db1"], "\(run.fault.map(String.init(describing:)) ?? "")")
            #expect(run.cluster.facts.proxy(proxy)?.file?.digest == "old")
        }
    }

    /// Wherever hactl dies, who resumes leads every proxy to whoever takes writes.
    @Test func resumeLeadsEveryProxy() async throws {
        for resumption in try await ProxyStory(.mysql).story.rehearsal().resumptions() {
            let writer = resumption.cluster.facts.writable
            for proxy in ProxyStory.names {
                #expect(
                    resumption.cluster.facts.proxy(proxy)?.leading == writer.map(\.text), "\(resumption.fault)")
            }
        }
    }

    /// Between closing and opening proxies cost no round trip of their own.
    @Test func proxiesAreLedWhileTheCandidateIsOpened() async throws {
        let plan = try ProxyStory(.mysql).story.plan()
        let opening = try #require(
            plan.stages.first { $0.commits(in: Facts()) || $0.steps.contains { $0.step is Open } })
        #expect(opening.steps.count { $0.step is RouteProxy } == ProxyStory.names.count)
        #expect(
            !plan.stages.contains {
                $0.phase == .freeze && $0.steps.contains { $0.step is PrepareRoutes || $0.step is KeepRoutes }
            })
    }

    /// One that is not there when the plan is made is not waited for; it is owed at the end.
    @Test func aProxyOutOfSightIsOwed() async throws {
        var story = try ProxyStory(.mysql).story
        story.cluster.proxyQuorum = 1
        story.facts.proxies["px2"] = .unseen(Unreachable(.timedOut, detail: ""))
        let run = try await story.rehearsal().run()
        guard case .doneOwing(let owed) = run.outcome else { Issue.record("\(run.outcome.words)"); return }
        #expect(owed.contains { $0.contains("px2") })
        #expect(!owed.contains { $0.contains("px1") })
        #expect(run.cluster.facts.proxy("px1")?.leading == ["db2"])
    }
}

extension ProxySweepTests {
    /// The other kinds beside an HAProxy: led by a file, by rows, by keys.
    static let others: [ProxyKind] = [
        .file(.router(section: "routing:primary")),
        .proxysql(ProxySQLSettings(writerHostgroup: 10, readerHostgroup: 20)),
        .store(StoreSettings(flavour: .etcd, urls: [], key: "mysql/master/shop")),
    ]

    @Test(arguments: others) func everyKindIsLedWithEveryLoss(_ kind: ProxyKind) async throws {
        var story = try ProxyStory(.mysql).story
        story.cluster.proxies[1].kind = kind
        if case .store = kind { story.cluster.proxies[1].writer = nil }
        story.facts.proxies["px2"] = .seen(Self.facts(of: kind))
        let rehearsal = try story.rehearsal()
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.facts.proxy("px2")?.leading == ["10.0.0.12:3306"])
        for run in await rehearsal.sweep(actions: smooth.actions.count) {
            #expect(rehearsal.judge(run) == [])
            guard case .putBack = run.outcome else { continue }
            #expect(run.cluster.facts.proxy("px2")?.leading == ["10.0.0.11:3306"])
        }
    }

    private static func facts(of kind: ProxyKind) -> ProxyFacts {
        let lines =
            switch kind {
            case .file: [FileLine(7, "destinations = 10.0.0.11:3306")]
            case .proxysql: [FileLine(1, "10.0.0.11:3306")]
            case .haproxy, .store:
                ["=10.0.0.11:3306", "/hostname=10.0.0.11", "/port=3306", "/ipv4=10.0.0.11"].enumerated()
                    .map { FileLine($0 + 1, "mysql/master/shop" + $1) }
            }
        let file = ProxyFile(digest: SHA256.hex(of: lines.map(\.text).sorted().joined(separator: "\n")), lines: lines)
        let address = InstanceAddress(host: "10.0.0.11", port: 3306)
        let servers = ProxyCatalog.dialect(of: kind).servers(ledBy: file)
        return ProxyFacts(
            servers: servers ?? [ProxyServer(name: address.description, address: address, isOpen: true)], file: file,
            takesAnyAddress: true)
    }
}

/// Two HAProxies in front of the cluster of every other story, and no virtual address: clients know no other way.
struct ProxyStory {
    static let names: [ProxyName] = ["px1", "px2"]
    var story: Story

    init(_ flavour: Flavour, playbook: String = "switchover") throws {
        story = try Story(flavour, playbook: try String(contentsOfFile: Story.builtIn(playbook), encoding: .utf8))
        let place = SourcePlace(file: "model", line: 1, column: 1)
        story.cluster.proxies = Self.names.map { name in
            Proxy(
                name: name, ssh: SSHAccess(address: name.text, user: "ops"),
                writer: InstanceAddress(host: name.text, port: 3306), kind: .haproxy(HAProxySettings(backend: "shop")),
                place: place)
        }
        story.cluster.proxyQuorum = 2
        for name in Self.names { story.facts.proxies[name] = .seen(facts) }
    }

    private var facts: ProxyFacts {
        let members = story.cluster.members
        return ProxyFacts(
            servers: members.map {
                ProxyServer(name: $0.name.text, address: $0.address, isOpen: $0.name == "db1", sessions: 0)
            },
            file: ProxyFile(
                digest: "old",
                lines: members.enumerated().map { number, member in
                    FileLine(number + 1, "server \(member.name) \(member.address)\(number == 0 ? "" : " disabled")")
                }))
    }
}

/// The same with reads through the proxies, and an inventory that says so.
extension ProxyStory {
    /// - Parameter members: who gets new reading connections.
    init(
        _ flavour: Flavour, reading members: [MemberName], playbook: String = "switchover",
        primary: PrimaryReads = .lastResort
    ) throws {
        try self.init(flavour, playbook: playbook)
        story.cluster.readers = ReaderPool(primary: primary)
        for index in story.cluster.proxies.indices {
            story.cluster.proxies[index].kind = .haproxy(HAProxySettings(backend: "shop", readers: "shop_readers"))
        }
        let readers = story.cluster.members.map {
            ProxyServer(name: $0.name.text, address: $0.address, isOpen: members.contains($0.name), sessions: 1)
        }
        for name in Self.names {
            guard var facts = story.facts.proxy(name) else { continue }
            facts.readers = readers
            story.facts.proxies[name] = .seen(facts)
        }
    }
}
