import HactlModel

/// Asks the network who answers for the address, before it is moved.
package struct DuplicateCheck: Sendable {
    package let endpoint: VirtualAddress
    package let family: ArpingFamily
    package let tools: HostTools

    package init(_ endpoint: VirtualAddress, on host: HostFacts) {
        self.endpoint = endpoint
        family = host.arping
        tools = host.tools
    }

    /// `nil` when the host has no `arping`.
    package var errand: Errand? {
        guard family != .missing else { return nil }
        return Errand(
            Self.arguments(endpoint, family, program: tools.arping),
            asRoot: family == .habets || !tools.arpingIsFree)
    }

    /// Not quiet: the answers' hardware addresses are what counts, and all of them. iputils' `-D` ends at the first
    /// answer, so a stranger behind the holder would never be heard; without it, `-w 1` listens for a whole second.
    /// Habets' `-w` was microseconds once and seconds later, so it goes without.
    static func arguments(_ endpoint: VirtualAddress, _ family: ArpingFamily, program: String) -> [String] {
        let target = [endpoint.interface, endpoint.address]
        return family == .habets
            ? [program, "-0", "-d", "-c", "2", "-i"] + target
            : [program, "-c", "2", "-w", "1", "-I"] + target
    }

    /// What the answer means.
    ///
    /// iputils ends with 1 when nobody answered and with 0 also on an interface that was not tested at all
    /// (`Interface "lo" is not ARPable`). Habets' `-d` ends with 0 whether one answers or none. So the words decide,
    /// and an interface that is down or speaks no ARP proves nothing.
    package func reading(exit code: Int32, output: String, interface: InterfaceFacts?) -> DuplicateAnswer {
        guard let interface else { return .unknown(because: "there is no interface \(endpoint.interface)") }
        guard interface.isUp else { return .unknown(because: "\(interface.name) is down") }
        guard interface.hasARP else { return .unknown(because: "\(interface.name) speaks no ARP") }
        let holders = Self.hardwareAddresses(in: output)
        if !holders.isEmpty { return .held(by: holders) }
        return saysNobody(output, code) ? .free : .unknown(because: Self.excuse(output, code))
    }

    private func saysNobody(_ output: String, _ code: Int32) -> Bool {
        code <= 1 && output.contains(family == .habets ? " 0 packets received" : "Received 0 response")
    }

    private static func excuse(_ output: String, _ code: Int32) -> String {
        output.split(separator: "\n").last.map(String.init) ?? "arping ended with \(code) and said nothing"
    }

    /// `[3A:1D:6E:00:9A:1C]` (iputils, busybox) or `from 3a:1d:6e:00:9a:1c` (Habets), in lower case, each once.
    private static func hardwareAddresses(in output: String) -> [String] {
        let words = output.split { $0.isWhitespace || $0 == "[" || $0 == "]" }
        return Array(Set(words.filter(isHardwareAddress).map { $0.lowercased() })).sorted()
    }

    private static func isHardwareAddress(_ word: Substring) -> Bool {
        let bytes = word.split(separator: ":", omittingEmptySubsequences: false)
        return bytes.count == 6 && bytes.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isHexDigit) }
    }
}
