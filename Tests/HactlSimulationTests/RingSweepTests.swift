import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Two primaries that follow each other: the writer moves to the partner, and the ring stays whole.
@Suite(.serialized) struct RingSweepTests {
    @Test(arguments: Flavour.allCases) func theWriterMovesToThePartner(_ flavour: Flavour) async throws {
        var story = try Story(flavour)
        let partner = story.cluster.members[1].address
        guard var primary = story.facts.instance("db1") else { return }
        primary.channels = [ReplicationChannel(source: partner, sourceIdentity: "uuid-2")]
        story.facts.members["db1"]?.instance = .seen(primary)
        story.cluster.partners = ["db1", "db2"]
        let rehearsal = try story.rehearsal()
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.facts.writable == ["db2"])
        #expect(smooth.cluster.facts.instance("db2")?.channels.first?.isRunning == true)
        #expect(smooth.cluster.facts.instance("db1")?.channels.first?.isRunning == true)
        #expect(!smooth.actions.contains { if case .sql("db1", .follow) = $0 { true } else { false } })
        #expect(await rehearsal.objections() == [])
    }
}
