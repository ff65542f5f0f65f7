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
