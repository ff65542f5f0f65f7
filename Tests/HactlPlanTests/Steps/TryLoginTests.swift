import HactlModel
import HactlPlan
import Testing

/// A refused login stops the run before anything is frozen; what keeps hactl from trying doesn't.
@Suite struct TryLoginTests {
    private let step = TryLogin(member: "db1", source: "db2", account: "repl")

    private func status(_ sight: Sight<Bool>?) -> StepStatus {
        var facts = Facts()
        facts.logins["db1"] = sight
        return step.status(in: facts)
    }

    @Test func onlyARefusedLoginBlocks() {
        #expect(status(nil) == .settling(because: "nobody has tried yet"))
        #expect(status(.seen(true)).isSatisfied)
        for kind in Unreachable.Kind.allCases {
            let status = status(.unseen(Unreachable(kind, detail: "Access denied for user 'repl'")))
            #expect(status.isSatisfied == (kind != .authentication), "\(kind)")
        }
        guard case .blocked(let reason) = status(.unseen(Unreachable(.authentication, detail: "1045"))) else {
            Issue.record("it is not blocked")
            return
        }
        #expect(reason.contains("db2 does not let repl in from db1 (1045)"))
    }

    @Test func itTouchesNothing() {
        #expect(step.actions(in: Facts()) == [])
        #expect(step.undo(from: Facts()) == .nothing(because: "it only tries"))
    }
}
