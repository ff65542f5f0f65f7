import HactlModel
import HactlPlan
import Testing

/// What may be done while nobody watches.
@Suite struct WarrantTests {
    private static let now = Moment(milliseconds: 1_790_000_000_000)

    private func scene(_ change: (inout Scene) -> Void = { _ in }) -> Scene {
        var scene = Cast.mysql()
        scene.premise = .deadPrimary
        scene.killServer("db1")
        scene.cluster.policy.unattended = [.processDead]
        change(&scene)
        return scene
    }

    private func past(_ ago: Duration, isAcknowledged: Bool = false) -> Warrant.Past {
        Warrant.Past(
            run: "shop-1", at: Moment(milliseconds: Self.now.milliseconds - ago.milliseconds),
            isAcknowledged: isAcknowledged)
    }

    private func obstacles(_ scene: Scene, _ past: [Warrant.Past] = []) -> String {
        Warrant(for: scene, after: past, at: Self.now).obstacles.joined(separator: "; ")
    }

    @Test func whatThePolicyNamesIsDone() { #expect(obstacles(scene()) == "") }

    @Test func withoutAPolicyNothingIsDone() {
        #expect(
            obstacles(scene { $0.cluster.policy.unattended = [] }).contains("does not name the verdict process-dead"))
    }

    @Test func nothingIsDoneInMaintenance() {
        #expect(obstacles(scene { $0.cluster.policy.maintenance = true }).contains("in maintenance"))
    }

    @Test func nothingIsDoneWithoutAFence() {
        let unfenced = scene { $0.cluster.policy.fenceAtLeast = .powerOff }
        #expect(obstacles(unfenced).contains("can't be fenced as the policy wants it"))
    }

    @Test func aSecondFailoverWaitsForAPerson() {
        #expect(obstacles(scene(), [past(.seconds(60))]).contains("hactl ack shop-1"))
        #expect(obstacles(scene(), [past(.seconds(60), isAcknowledged: true)]) == "")
        #expect(obstacles(scene(), [past(.seconds(7200))]) == "")
    }

    @Test func othersFailoversCountAsWell() {
        var seen = past(.seconds(60))
        seen.witness = .watch
        #expect(obstacles(scene(), [seen]).contains("another machine has failed over 1m ago (shop-1)"))
    }

    @Test func aDayHasABudget() {
        let three = (1...3).map { past(.seconds(7200 * $0), isAcknowledged: true) }
        #expect(obstacles(scene(), three).contains("3 failovers within 24 hours"))
    }
}
