import HactlModel
import Testing

@testable import HactlConfig

/// The conversions the planner makes of a playbook's arguments.
@Suite struct ArgumentReadingTests {
    private func arguments(_ text: String) throws -> StepEntry {
        try PlaybookReader.read(name: "p", text: "playbook: p\nsteps: [run: {\(text)}]").get().steps[0]
    }

    private func argument(_ text: String) throws -> Argument {
        try arguments("a: \(text)").argument("a", example: "a: b")
    }

    @Test func goodArgumentsAreTaken() throws {
        let limits = Limits(lag: .seconds(9))
        #expect(try argument("limits.lag").duration("a", limits: limits) == .seconds(9))
        #expect(try argument("500ms").duration("a", limits: limits) == .milliseconds(500))
        #expect(try argument("[x, y]").texts("a") == ["x", "y"])
        #expect(try argument("x").selectors("a").map(\.text) == ["x"])
        #expect(try argument("[x, y]").selectors("a").map(\.text) == ["x", "y"])
        #expect(try argument("true").flag("a"))
        #expect(try argument("3").number("a", in: 1...5) == 3)
        #expect(try argument("in").word("a", of: ["in", "out"]) == "in")
    }

    @Test func badArgumentsAreComplaints() throws {
        let limits = Limits()
        expectComplaint("limits.lagg", "doesn't have", "`lag`") { try $0.duration("a", limits: limits) }
        expectComplaint("5", "no unit", "5s") { try $0.duration("a", limits: limits) }
        expectComplaint("[]", "empty list", "Write a list") { try $0.texts("a") }
        expectComplaint("x", "a text where a list", "Write a list") { try $0.texts("a") }
        expectComplaint("{b: c}", "a map where a list", "Name members") { try $0.selectors("a") }
        expectComplaint("yes", "neither", "true or false") { try $0.flag("a") }
        expectComplaint("9", "1 to 5", "whole number") { try $0.number("a", in: 1...5) }
        expectComplaint("inn", "inn", "`in`") { try $0.word("a", of: ["in", "out"]) }
        expectComplaint("~", "empty where", "Write") { try $0.text("a") }
    }

    @Test func argumentsAreMissedAndUnknown() throws {
        let step = try arguments("onn: x, zzzzzz: y")
        #expect(throws: Complaint.self) { try step.argument("on", example: "on: primary") }
        let unknown = step.unknownArguments(known: ["on"])
        #expect(unknown.map(\.place.column) == [15, 23])
        #expect(unknown[0].remedy == "Did you mean `on`?")
    }

    private func expectComplaint<Value>(
        _ text: String, _ problem: String, _ remedy: String, _ read: (Argument) throws -> Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let complaint = #expect(throws: Complaint.self, sourceLocation: sourceLocation) { try read(try argument(text)) }
        #expect(complaint?.problem.contains(problem) == true, "\(complaint as Any)", sourceLocation: sourceLocation)
        #expect(complaint?.remedy.contains(remedy) == true, "\(complaint as Any)", sourceLocation: sourceLocation)
    }

    @Test func durationsAreWrittenAsTheyAreRead() throws {
        for text in ["1ms", "1500ms", "2s", "90s", "5m", "1h", "1000000h"] {
            #expect(try Duration(written: text).written == text)
        }
        #expect(try Duration(written: "120s").written == "2m")
    }

    @Test func nearWordsAreFound() {
        #expect(nearest(to: "freze", among: ["lag", "freeze"]) == "freeze")
        #expect(nearest(to: "alg", among: ["lag", "freeze"]) == "lag")
        #expect(nearest(to: "KNOWN_HOSTS", among: ["known-hosts"]) == "known-hosts")
        #expect(nearest(to: "", among: ["a"]) == nil)
        #expect(nearest(to: "vault", among: ["lag"]) == nil)
    }
}
