import HactlModel
import Testing

@testable import HactlPlan

@Suite struct TellStayersTests {
    private let step = TellStayers(
        member: "db1", address: Cast.address("db1"), endpoint: Cast.writer, proxies: ["px1"], account: "hactl")

    private func scene(_ sessions: [Session] = []) -> Scene {
        var scene = Cast.mysql()
        scene.server("db1") { $0.activity.sessions = sessions }
        scene.host("db1") { $0.addresses = [] }
        return scene
    }

    @Test func nobodyIsLeft() {
        let scene = scene()
        #expect(step.stayers(in: scene.facts) == [])
        #expect(step.status(in: scene.facts).reason.hasPrefix("no address, no route"))
    }

    /// Whoever is there is told, and never keeps a run from being done.
    @Test func whoIsThereIsNamed() {
        var scene = scene([
            Session(id: 1, user: "app", host: "10.0.0.100:40002"),
            Session(id: 2, user: "app", host: "10.0.0.100:40004"),
            Session(id: 3, user: "root", host: "localhost"), Session(id: 4, user: "hactl", host: "10.0.0.9:1"),
        ])
        #expect(step.stayers(in: scene.facts) == ["clients: app from 10.0.0.100 (2) and root from localhost"])
        scene.host("db1") {
            $0.addresses = [HeldAddress(address: Cast.writer.address, prefix: 24, interface: "eth0")]
        }
        scene.facts.proxies["px1"] = .seen(
            ProxyFacts(servers: [ProxyServer(name: "db1", address: Cast.address("db1"), isOpen: true)]))
        #expect(
            step.stayers(in: scene.facts).prefix(2) == [
                "it holds \(Cast.writer.address)", "px1 leads writes there",
            ])
        #expect(step.status(in: scene.facts).isSatisfied)
    }

    @Test func whoCannotBeAskedIsNotNobody() {
        var scene = scene()
        scene.loseServer("db1")
        #expect(step.stayers(in: scene.facts) == ["who is there can't be told"])
    }
}
