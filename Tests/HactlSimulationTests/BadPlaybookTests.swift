import HactlModel
import HactlSimulation
import Testing

/// A team's own playbook that could lose orders is refused, with the order of events that leads there.
@Suite struct BadPlaybookTests {
    private func objections(_ steps: String) async throws -> [String] {
        let text = "playbook: own\ntitle: Our own\nchecks: [one-writer]\nsteps:\n" + steps
        return try await Story(.mysql, playbook: text).rehearsal().objections()
    }

    @Test func theBuiltInOneIsFine() async throws {
        #expect(try await Story().rehearsal().objections() == [])
    }

    /// A cluster as it is really seen: nobody is connected, and MariaDB keeps its positions a second time.
    @Test(arguments: Flavour.allCases) func theBuiltInOneIsFineOnAnIdleCluster(_ flavour: Flavour) async throws {
        var story = try Story(flavour)
        for name in story.facts.members.keys {
            guard case .seen(var instance)? = story.facts.members[name]?.instance else { continue }
            instance.activity.sessions = []
            if flavour == .mariadb {
                instance.transactions.state = try MariaDBGTIDList(parsing: "0-1-100,0-2-90")
                instance.transactions.executed = .domains(try MariaDBGTIDList(parsing: "0-1-100"))
            }
            story.facts.members[name]?.instance = .seen(instance)
        }
        #expect(try await story.rehearsal().objections() == [])
    }

    @Test func openingWithoutClosingIsRefused() async throws {
        let found = try await objections("  - freeze:\n      steps:\n        - open: {on: candidate}\n")
        #expect(found.contains { $0.contains("db1 is not closed to writes") })
    }

    @Test func openingBeforeCatchUpIsRefused() async throws {
        let found = try await objections(
            """
              - freeze:
                  steps:
                    - close: {on: primary}
                    - open: {on: candidate}
            """)
        #expect(found.contains { $0.contains("db2 lacks") })
    }

    @Test func aStepWithoutAWayBackIsRefused() async throws {
        let found = try await objections(
            """
              - run: {on: primary, command: [/usr/local/bin/pause-batch]}
              - freeze:
                  steps:
                    - close: {on: primary}
                    - catch-up: {on: candidate}
                    - open: {on: candidate}
            """)
        #expect(found.contains { $0.contains("no way back before the commit point") })
    }
}
