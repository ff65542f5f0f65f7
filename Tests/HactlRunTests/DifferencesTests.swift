import HactlModel
import HactlRun
import Testing

@Suite struct DifferencesTests {
    private func facts(readOnly: Bool) -> Facts {
        let instance = InstanceFacts(
            identity: Identity(flavour: .mysql, version: ServerVersion(9, 7), serverID: 1, uuid: "u"),
            writability: Writability(readOnly: readOnly, superReadOnly: readOnly),
            transactions: Transactions(executed: .gtids(MySQLGTIDSet())))
        return Facts(members: ["db1": MemberFacts(instance: .seen(instance), host: .seen(HostFacts()))])
    }

    @Test func sameFactsDoNotDiffer() {
        #expect(Differences.between(facts(readOnly: true), and: facts(readOnly: true), among: ["db1"]) == [])
    }

    @Test func aFlagThatIsNotAsItWasIsNamed() {
        let found = Differences.between(facts(readOnly: false), and: facts(readOnly: true), among: ["db1"])
        #expect(found == ["db1: read-only was OFF, is ON (super)"])
    }

    @Test func aMemberThatCannotBeSeenIsADifference() {
        let found = Differences.between(facts(readOnly: false), and: Facts(), among: ["db1"])
        #expect(found == ["db1 was not looked at"])
    }
}
