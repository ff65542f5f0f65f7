import Foundation
import HactlModel
import HactlPlan
import Testing

struct CheckCatalogTests {
    @Test("every check has a case for each kind of finding that its acceptance promises")
    func everyCheckHasCases() {
        for kind in CheckCatalog.all {
            let samples = CheckCases.all.filter { $0.check.name == kind.name }
            let failures = samples.compactMap(mayBeAccepted)
            #expect(!samples.isEmpty, "\(kind.name) has no cases")
            #expect(Set(failures) == promised(kind.acceptance), "\(kind.name): \(kind.acceptance) and \(failures)")
        }
    }

    private func mayBeAccepted(_ sample: CheckCase) -> Bool? {
        guard case .finds(.failure, _, _, let mayBeAccepted) = sample.expected else { return nil }
        return mayBeAccepted
    }

    private func promised(_ acceptance: Acceptance) -> Set<Bool> {
        switch acceptance {
        case .never: [false]
        case .partly: [true, false]
        case .always: [true]
        case .needless: []
        }
    }

    @Test func namesAndCodesAreUnique() {
        #expect(Set(CheckCatalog.names).count == CheckCatalog.all.count)
        #expect(Set(CheckCatalog.codes).count == CheckCatalog.all.count)
        for premise in Premise.allCases {
            let codes = CheckCatalog.all(for: premise).map { $0.code }
            #expect(!codes.isEmpty && codes == codes.sorted())
        }
    }

    @Test(
        "the built-in playbook asks for every check of its premise",
        arguments: [
            ("switchover", Premise.livingPrimary), ("failover", .deadPrimary), ("rejoin", .returnedPrimary),
            ("reconcile", .steady),
            ("rebuild", .lostReplica),
        ])
    func builtInsAreComplete(_ name: String, _ premise: Premise) throws {
        let text = try String(contentsOf: Self.root.appending(path: "Playbooks/\(name).yaml"), encoding: .utf8)
        let lines = text.split(separator: "\n").drop { $0 != "checks:" }.prefix { $0 != "steps:" }
        let written = lines.dropFirst().map { $0.drop { $0 == " " || $0 == "-" }.prefix { $0 != ":" } }
        let own = Set(CheckCatalog.all(for: premise).map { $0.name })
        #expect(own.isSubset(of: written.map(String.init)))
    }

    @Test func entriesBecomeChecksInTheirOrder() throws {
        let checks = try CheckCatalog.checks(from: [entry("lag"), entry("gtid")], limits: Limits())
        #expect(checks.map { type(of: $0).code } == ["P06", "P07"])
    }

    @Test(
        "what no check is called is refused with a hint",
        arguments: [
            ("lags", "Did you mean `lag`?"), ("P06", "Write `lag`."), ("p08", "Write `no-errant-transactions`."),
        ])
    func unknown(_ name: String, _ remedy: String) {
        let complaint = #expect(throws: Complaint.self) {
            try CheckCatalog.checks(from: [entry(name)], limits: Limits())
        }
        #expect(complaint?.remedy == remedy)
    }

    @Test func twiceTheSameIsRefused() {
        #expect(throws: Complaint.self) {
            try CheckCatalog.checks(from: [entry("lag"), entry("lag")], limits: Limits())
        }
    }

    @Test("every check refuses an argument that it does not know")
    func unknownArguments() {
        for name in CheckCatalog.names {
            var entry = entry(name)
            entry.arguments["frobnicate"] = Argument(.text("1"), at: Cast.place)
            #expect(throws: Complaint.self, "\(name)") { try CheckCatalog.checks(from: [entry], limits: Limits()) }
        }
    }

    private func entry(_ name: String) -> CheckEntry { CheckEntry(name: name, arguments: [:], place: Cast.place) }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
