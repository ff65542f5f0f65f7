import Foundation
import HactlModel
import Testing

@testable import HactlConfig

@Suite struct PlaybookReaderTests {
    private func read(_ text: String) -> Reading<Playbook> { PlaybookReader.read(name: "p.yaml", text: text) }

    private static let switchover = """
        playbook: switchover
        title: Move the writer role, planned
        checks:
          - members-reachable
          - lag: {at-most: limits.lag}
        steps:
          - run: {on: primary, command: [/usr/local/bin/pause-batch], timeout: 5s, check: ~}
          - freeze:
              within: limits.freeze
              steps:
                - close: {on: primary}
                - open: {on: candidate}
          - persist-roles
        """

    @Test func aPlaybookIsReadWithItsPlaces() throws {
        let playbook = try read(Self.switchover).get()
        #expect(playbook.name == "switchover")
        #expect(playbook.title == "Move the writer role, planned")
        #expect(playbook.checks.map(\.name) == ["members-reachable", "lag"])
        #expect(playbook.steps.map(\.kind) == ["run", "freeze", "persist-roles"])
        #expect(playbook.steps[1].steps.map(\.kind) == ["close", "open"])
        #expect(Set(playbook.steps[1].arguments.keys) == ["within"])
        let on = try #require(playbook.steps[1].steps[0].arguments["on"])
        #expect(on.value == .text("primary"))
        #expect(on.place == SourcePlace(file: "p.yaml", line: 11, column: 23))
        #expect(on.namePlace?.column == 19)
        #expect(playbook.steps[0].arguments["check"]?.value == .nothing)
        #expect(playbook.steps[2].place == SourcePlace(file: "p.yaml", line: 13, column: 5))
    }

    @Test func everyBuiltInPlaybookIsRead() throws {
        let folder = InventoryReaderTests.root.appending(path: "Playbooks").path()
        let loaded = InventoryFiles(paths: [folder]).load()
        #expect(loaded.complaints.isEmpty)
        for file in loaded.files {
            let playbook = try PlaybookReader.read(name: file.name, text: file.text).get()
            #expect(file.name.hasSuffix("/\(playbook.name).yaml"))
        }
    }

    @Test(arguments: broken) func complains(_ broken: Broken) { expect(broken, read) }

    static let broken = [
        Broken("nothing", "👉", "empty", remedy: "remove it"),
        Broken("a list", "👉- a", "a list where a map", remedy: "playbook: NAME"),
        Broken("no name", "👉steps: [a]", "lacks `playbook`", remedy: "playbook: switchover"),
        Broken("no steps", "👉playbook: a", "lacks `steps`", remedy: "steps:"),
        Broken("a misspelt key", "playbook: a\n👉step: [a]\nsteps: [a]", "no key", remedy: "`steps`"),
        Broken("steps as text", "playbook: a\nsteps: 👉b", "a text where a list", remedy: "- close"),
        Broken("no step", "playbook: a\nsteps: 👉[]", "empty list", remedy: "- close"),
        Broken(
            "arguments not indented", "playbook: a\nsteps:\n- run:\n  👉on: primary", "several names", remedy: "Indent"),
        Broken("two steps in one", "playbook: a\nsteps: [{run: {}, 👉open: {}}]", "several names", remedy: "its own"),
        Broken("arguments as text", "playbook: a\nsteps: [run: 👉now]", "a text where a map", remedy: "run: {argument"),
        Broken("an empty step", "playbook: a\nsteps:\n- 👉~", "is empty", remedy: "its name"),
        Broken("a list as step", "playbook: a\nsteps:\n- 👉[a]", "is a list", remedy: "its name"),
        Broken(
            "a flaw in a group", "playbook: a\nsteps: [freeze: {steps: 👉x}]", "a text where a list", remedy: "- close"),
        Broken(
            "a check with a list", "playbook: a\nchecks: [lag: 👉[1]]\nsteps: [a]", "a list where a map",
            remedy: "lag: {"),
        Broken(
            "a repeated argument", "playbook: a\nsteps: [run: {on: a, 👉on: b}]", "written twice", remedy: "Keep one"),
    ]
}
