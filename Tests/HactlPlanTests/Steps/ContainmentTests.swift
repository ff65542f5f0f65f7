import HactlModel
import Testing

@testable import HactlPlan

/// Whether the candidate has everything, where positions tell more than they know: MariaDB.
@Suite struct ContainmentTests {
    private func facts(old: String, new: String, state: String) -> Facts {
        var facts = Cast.mariadb().facts
        set("db1", executed: old, state: old, in: &facts)
        set("db2", executed: new, state: state, in: &facts)
        return facts
    }

    private func set(_ name: MemberName, executed: String, state: String, in facts: inout Facts) {
        guard var instance = facts.instance(name) else { return }
        instance.writability = Writability(readOnly: true)
        instance.transactions = Transactions(executed: .domains(Cast.list(executed)), state: Cast.list(state))
        facts.members[name]?.instance = .seen(instance)
    }

    private func status(_ facts: Facts) -> StepStatus { Open(member: "db2", successorOf: "db1").status(in: facts) }

    @Test func theSamePositionContains() {
        #expect(status(facts(old: "0-1-103", new: "0-1-103", state: "0-1-90")) == .pending(because: "db2 is read-only"))
    }

    /// 150 comes after 103, but server 2 wrote all of it itself.
    @Test func strayWritesOfTheCandidateAreNoCatchUp() {
        var facts = facts(old: "0-1-103", new: "0-2-150", state: "0-1-100,0-2-150")
        #expect(status(facts) == .blocked(because: "db2 lacks 0-1-103 of db1"))
        facts.ledger = ["still:db1"]
        let catchUp = CatchUp(member: "db2", source: "db1", limit: .seconds(2))
        #expect(catchUp.status(in: facts) == .pending(because: "db2 lacks 0-1-103"))
    }

    /// MariaDB's read_only doesn't keep root out: the source must be read again, and nobody may be there who could write.
    @Test func aSourceThatMayStillMoveIsNotCaughtUpWith() {
        var facts = facts(old: "0-1-103", new: "0-1-103", state: "0-1-103")
        let catchUp = CatchUp(member: "db2", source: "db1", limit: .seconds(2))
        #expect(catchUp.status(in: facts) == .pending(because: "it is not shown yet that db1 stands still"))
        facts.ledger = ["still:db1"]
        #expect(catchUp.status(in: facts).isSatisfied)
        facts.absorb([.sessions("db1", [Session(id: 9, user: "root", host: "localhost", ignoresReadOnly: true)])])
        #expect(catchUp.status(in: facts) == .pending(because: "1 sessions on db1 could still write (root)"))
        #expect(catchUp.actions(in: facts).first == .sql("db1", .endSessions([9])))
    }

    /// A new primary that restarted: it had all, and has written since.
    @Test func whatTheStateKnowsCounts() {
        #expect(
            status(facts(old: "0-1-103", new: "0-2-150", state: "0-1-103,0-2-150"))
                == .pending(because: "db2 is read-only"))
    }

    @Test func aDomainThatIsMissingIsMissing() {
        #expect(
            status(facts(old: "0-1-103,5-1-7", new: "0-1-103", state: "0-1-103"))
                == .blocked(because: "db2 lacks 5-1-7 of db1"))
    }
}

/// An old primary that was written to after it was closed.
@Suite struct StrayFollowTests {
    private func status(old: String, new: String) -> StepStatus {
        var facts = Cast.mariadb().facts
        for (name, state, readOnly) in [("db1" as MemberName, old, true), ("db2", new, false)] {
            guard var instance = facts.instance(name) else { continue }
            instance.writability = Writability(readOnly: readOnly)
            instance.transactions = Transactions(executed: .domains(Cast.list(state).latest), state: Cast.list(state))
            facts.members[name]?.instance = .seen(instance)
        }
        let follow = Follow(member: "db1", source: "db2", sourceAddress: Cast.address("db2"), wasPrimary: true)
        return follow.status(in: facts)
    }

    @Test func itDoesNotFollow() {
        let reason = "db1 has 0-1-104, written after it was closed, and db2 lacks it"
        #expect(status(old: "0-1-104", new: "0-1-103,0-2-120") == .blocked(because: reason))
    }

    /// The candidate was made from a backup: it never logged what server 7 wrote years ago.
    @Test func oldHistoryIsNoStray() {
        #expect(status(old: "0-7-50,0-1-103", new: "0-1-103,0-2-120") == .pending(because: "db1 follows nobody"))
    }
}
