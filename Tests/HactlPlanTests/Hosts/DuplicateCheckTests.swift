import HactlModel
import Testing

@testable import HactlPlan

@Suite struct DuplicateCheckTests {
    private let eth0 = InterfaceFacts(name: "eth0", hardwareAddress: "b2:b7:22:77:15:2b")
    private func check(_ family: ArpingFamily) -> DuplicateCheck {
        DuplicateCheck(vip, on: HostFacts(arping: family, tools: HostTools(arpingIsFree: true)))
    }

    @Test func familiesAreAskedInTheirOwnWords() {
        let iputils = Errand(["/usr/bin/arping", "-c", "2", "-w", "1", "-I", "eth0", "10.0.0.50"])
        #expect(check(.iputils).errand == iputils)
        #expect(check(.busybox).errand == iputils)
        let habets = ["/usr/bin/arping", "-0", "-d", "-c", "2", "-i", "eth0", "10.0.0.50"]
        #expect(check(.habets).errand == Errand(habets, asRoot: true))
        #expect(check(.missing).errand == nil)
    }

    @Test(
        arguments: [
            (ArpingFamily.iputils, 1, "reply from 10.0.0.50 [3A:1D:6E:00:9A:1C]  0.523ms\nReceived 1 response(s)"),
            (.busybox, 1, "Unicast reply from 10.0.0.50 [3a:1d:6e:00:9a:1c] 0.009ms\nReceived 1 response(s)"),
            (.habets, 0, "42 bytes from 3a:1d:6e:00:9a:1c (10.0.0.50): index=0 time=9.523 usec"),
        ] as [(ArpingFamily, Int32, String)])
    func anAnswerNamesTheHolder(_ family: ArpingFamily, _ code: Int32, _ output: String) {
        let answer = check(family).reading(exit: code, output: output, interface: eth0)
        #expect(answer == .held(by: ["3a:1d:6e:00:9a:1c"]))
    }

    @Test(arguments: [
        (ArpingFamily.iputils, "Sent 1 probes (1 broadcast(s))\nReceived 0 response(s)"),
        (.habets, "Timeout\n\n1 packets transmitted, 0 packets received, 100% unanswered (0 extra)"),
    ])
    func silenceIsFree(_ family: ArpingFamily, _ output: String) {
        #expect(check(family).reading(exit: 0, output: output, interface: eth0) == .free)
    }

    /// "-D exits 0 without testing" on an interface that speaks no ARP.
    @Test func whatWasNotTestedIsUnknown() {
        let trap = "Interface \"lo\" is not ARPable"
        let iputils = check(.iputils)
        #expect(iputils.reading(exit: 0, output: trap, interface: eth0) == .unknown(because: trap))
        #expect(iputils.reading(exit: 0, output: "", interface: eth0) != .free)
        #expect(iputils.reading(exit: 2, output: "arping: Device eth0 not available.", interface: eth0) != .free)
        let silence = "Received 0 response(s)"
        for interface in [nil, InterfaceFacts(name: "eth0", isUp: false), InterfaceFacts(name: "eth0", hasARP: false)] {
            #expect(iputils.reading(exit: 0, output: silence, interface: interface) != .free)
        }
        let timeout = "1 packets transmitted, 10 packets received"
        #expect(check(.habets).reading(exit: 0, output: timeout, interface: eth0) != .free)
    }

    @Test func onlyThePresentHolderMayAnswer() {
        let old = HostFacts(interfaces: [InterfaceFacts(name: "eth0", hardwareAddress: "3a:1d:6e:00:9a:1c")])
        #expect(DuplicateAnswer.held(by: ["3a:1d:6e:00:9a:1c"]).allows(holder: old))
        #expect(!DuplicateAnswer.held(by: ["3a:1d:6e:00:9a:1c", "aa:1d:6e:00:9a:1c"]).allows(holder: old))
        #expect(!DuplicateAnswer.held(by: ["3a:1d:6e:00:9a:1c"]).allows(holder: nil))
        #expect(DuplicateAnswer.free.allows(holder: nil))
        #expect(!DuplicateAnswer.unknown(because: "x").allows(holder: old))
    }
}
