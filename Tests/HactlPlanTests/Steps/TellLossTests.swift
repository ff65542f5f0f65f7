import HactlModel
import Testing

@testable import HactlPlan

struct TellLossTests {
    private static let after = TransactionSet.file(name: "binlog.000007", position: 100)

    private func reason(_ sight: Sight<LogTail>?, acknowledging: [MemberName] = []) -> StepStatus {
        var facts = Cast.mysql().facts
        facts.logTails["db1"] = sight
        let step = TellLoss(
            member: "db1", successor: "db2", after: Self.after, limit: .seconds(1), acknowledging: acknowledging)
        return step.status(in: facts)
    }

    private func tail(_ set: String, unnamed: Int = 0, isPartial: Bool = false) throws -> Sight<LogTail> {
        .seen(
            LogTail(
                end: "binlog.000007:900", bytes: 800, mysql: try MySQLGTIDSet(parsing: set), unnamed: unnamed,
                isPartial: isPartial))
    }

    @Test func whatTheNewPrimaryHasIsNotLost() throws {
        let status = reason(try tail("\(Cast.uuid(1)):90-100"))
        #expect(status.isSatisfied && status.reason.hasPrefix("nothing was lost with db1"))
    }

    @Test func whatOnlyItsLogHasIsNamed() throws {
        let words = reason(try tail("\(Cast.uuid(1)):99-103")).reason
        #expect(words.hasPrefix("3 transactions (\(Cast.uuid(1)):101-103) of db1 were received by nobody"))
        #expect(words.contains("clients may have been told"))
        #expect(
            reason(try tail("\(Cast.uuid(1)):101"), acknowledging: ["db2"]).reason.contains(
                "unless db1 had fallen back"))
    }

    @Test func whatCannotBeReadIsNeverNothing() throws {
        #expect(reason(try tail("", isPartial: true)).reason.contains("transactions that can't be read"))
        #expect(reason(try tail("\(Cast.uuid(1)):101", isPartial: true)).reason.hasPrefix("at least 1 transactions"))
        #expect(reason(try tail("", unnamed: 2)).reason.hasPrefix("2 transactions of db1"))
        let denied = reason(.unseen(Unreachable(.denied, detail: "sudo")))
        #expect(denied.isSatisfied && denied.reason.contains("can't be told"))
    }

    @Test func nobodyIsAskedBeforeTheLogWasRead() {
        if case .settling = reason(nil) {} else { Issue.record("it does not wait") }
    }

    @Test func mariadbCountsByDomain() {
        let tail = LogTail(
            end: "b.1:9", bytes: 9, mariadb: (98...103).map { MariaDBGTID(domain: 0, server: 1, sequence: $0) })
        let position = TransactionSet.domains(Cast.list("0-2-105"))
        let lost = Lost(in: tail, beside: Transactions(executed: position, state: Cast.list("0-1-100,0-2-105")))
        #expect(lost.words == "3 transactions (0-1-101 to 0-1-103)")
    }
}
