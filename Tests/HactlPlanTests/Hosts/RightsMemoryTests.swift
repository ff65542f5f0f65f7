import HactlModel
import Testing

@testable import HactlPlan

@Suite struct RightsMemoryTests {
    private let look = HostLook(endpoint: vip, persistsInFiles: false)
    private let moment = Moment(milliseconds: 1_795_221_543_000)
    /// The standing order is refused, and Habets' probe: the host lacks nothing that it needs.
    private let answer = recordedLook.replacingBytes(of: "\n3\n", with: "\n")

    private func memory(of output: String, _ look: HostLook) -> RightsMemory {
        var memory = RightsMemory()
        memory.note(output, of: look, look.facts(from: output, asked: moment...moment), at: .seconds(100))
        return memory
    }

    private func asks(_ look: HostLook) -> Bool { look.errand.arguments.contains { $0.contains("addr replace") } }

    @Test func `what was answered is not asked again for a minute`() {
        let memory = memory(of: answer, look)
        #expect(asks(memory.spared(look, at: .seconds(160))))
        let spared = memory.spared(look, at: .seconds(159))
        #expect(!asks(spared))
        #expect(spared.errand.arguments.count == 8)
    }

    @Test func `what was refused is known meanwhile`() {
        let spared = memory(of: answer, look).spared(look, at: .seconds(101))
        let silence = answer.replacingBytes(of: "\n5\n0\n", with: "\n")
        let facts = spared.facts(from: silence, asked: moment...moment)
        #expect(facts == look.facts(from: answer, asked: moment...moment))
        #expect(!facts.tools.canStand)
    }

    @Test func `a host that lacks something is asked each time`() {
        #expect(asks(memory(of: recordedLook, look).spared(look, at: .seconds(101))))
    }

    @Test func `other questions are asked`() {
        let memory = memory(of: answer, look)
        var address = vip
        address.address = "10.0.0.51"
        #expect(asks(memory.spared(HostLook(endpoint: address, persistsInFiles: false), at: .seconds(101))))
        #expect(asks(memory.spared(HostLook(endpoint: vip, persistsInFiles: true), at: .seconds(101))))
        let hasty = HostLook(endpoint: vip, persistsInFiles: false, questions: .failover)
        #expect(memory.spared(hasty, at: .seconds(101)).questions == .failover)
    }

    @Test func `a look that asked little, or nothing, is no answer`() {
        for questions in [SudoersList.Questions.failover, .nothing(refused: [])] {
            let other = HostLook(endpoint: vip, persistsInFiles: false, questions: questions)
            #expect(asks(memory(of: answer, other).spared(look, at: .seconds(101))))
        }
    }
}
