import HactlModel
import HactlPlan
import HactlReport
import Testing

@Suite struct PlanFileTests {
    @Test func aPlanComesBackAsItWas() throws {
        let plan = try Story().plan(accepted: ["P19"])
        let text = try PlanFile.text(of: plan)
        #expect(try PlanFile.plan(from: text, version: "0.1.0") == plan)
        #expect(try PlanFile.text(of: plan) == text)
    }

    @Test func spacesSayNothing() throws {
        let plan = try Story().plan()
        let text = try PlanFile.text(of: plan).split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
        #expect(try PlanFile.plan(from: text, version: "0.1.0") == plan)
    }

    @Test(arguments: [
        ("\"db2\"", "\"db3\""), ("shop-2026", "shop-2027"), ("\"10.0.0.50\"", "\"10.0.0.51\""),
        ("\"sha256\" : \"", "\"sha256\" : \"0"), ("\"phase\" : \"after\"", "\"phase\" : \"nevermore\""),
    ]) func anEditedPlanIsRefused(_ old: String, _ new: String) throws {
        let text = try PlanFile.text(of: try Story().plan())
        let edited = text.replacing(old, with: new)
        #expect(edited != text)
        #expect(throws: PlanFileFlaw.edited) { try PlanFile.plan(from: edited, version: "0.1.0") }
    }

    @Test func plansOfOthers() throws {
        let text = try PlanFile.text(of: try Story().plan())
        #expect(throws: PlanFileFlaw.otherVersion("0.1.0", reader: "0.2.0")) {
            try PlanFile.plan(from: text, version: "0.2.0")
        }
        #expect(throws: PlanFileFlaw.otherFormat(2)) {
            try PlanFile.plan(
                from: text.replacing("\"hactl_plan\" : 1", with: "\"hactl_plan\" : 2"), version: "0.1.0")
        }
        for junk in ["", "null", "[]", "{}", "{\"version\": 4}", "From: To:", String(text.prefix(400))] {
            #expect(throws: PlanFileFlaw.notAPlan) { try PlanFile.plan(from: junk, version: "0.1.0") }
        }
    }

    @Test func theRefusals() throws {
        let flaws: [PlanFileFlaw] = [.notAPlan, .otherFormat(2), .otherVersion("0.1.0", reader: "0.2.0"), .edited]
        let text = flaws.map { $0.refusal(path: "shop.plan").text() }.joined(separator: "\n\n")
        try Golden.expect(text, equals: "plan-file-refusals.txt")
    }
}
