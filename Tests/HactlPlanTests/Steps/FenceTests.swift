import HactlModel
import Testing

@testable import HactlPlan

/// What counts as fenced, by what the host says and what another one meets at the port.
@Suite struct FenceTests {
    private func status(
        _ rung: FenceRung, settlesFor settled: FenceRung? = nil, door: Door?, _ change: (inout DaemonFacts) -> Void
    ) -> StepStatus {
        var facts = Facts()
        var daemon = DaemonFacts(processes: [stuck], isListening: true, isFenced: true, closedPorts: [3306])
        change(&daemon)
        let host = HostFacts(daemon: daemon)
        facts.members["db1"] = MemberFacts(instance: .unseen(Unreachable(.timedOut, detail: "")), host: .seen(host))
        if let door { facts.ways["db1"] = ["db2": .seen(WayFacts(server: door, host: .answers))] }
        return Fence(member: "db1", rung: rung, settledRung: settled, witness: "db2").status(in: facts)
    }

    private let stuck = ServerProcess(id: 7, state: .zombie, stuckThreads: 1)

    @Test(arguments: [Door.silent, .gone, .refuses]) func closedPortsAreEnoughWhereThatIsWanted(_ door: Door) {
        #expect(status(.portClosed, door: door) { _ in }.isSatisfied)
        #expect(status(.serverStopped, settlesFor: .portClosed, door: door) { _ in }.isSatisfied)
    }

    @Test func aKilledServerThatIsStillThereIsWaitedForWhereTheRungIsHigher() {
        #expect(
            status(.serverStopped, door: .silent) { _ in }
                == .settling(because: "its server was killed and has not ended yet"))
    }

    @Test(arguments: [Door.mute, .answers]) func whoeverStillMeetsSomebodyIsBelieved(_ door: Door) {
        #expect(!status(.portClosed, door: door) { _ in }.isSatisfied)
        #expect(!status(.serverStopped, door: door) { $0.processes = [] }.isSatisfied)
    }

    @Test func allThreeHoldOrNoneCounts() {
        #expect(!status(.portClosed, door: .silent) { $0.isFenced = false }.isSatisfied)
        #expect(!status(.portClosed, door: .silent) { $0.closedPorts = [] }.isSatisfied)
        #expect(status(.serverStopped, door: nil) { $0.processes = [] }.isSatisfied)
    }
}
