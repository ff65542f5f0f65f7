/// An IPv4 address in four decimal parts.
struct IPv4: Hashable {
    let bits: UInt32

    /// `nil` unless there are four parts from 0 to 255, none with a leading zero: some readers take those as octal.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { wholeNumber($0) }
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let part, part <= 255 else { return nil }
            bits = bits << 8 | UInt32(part)
        }
        self.bits = bits
    }

    /// "network" or "broadcast" for an address that no host of the network can have.
    func uselessName(prefix: Int) -> String? {
        guard prefix < 31 else { return nil }
        let hosts = UInt32.max >> UInt32(prefix)
        if bits & hosts == 0 { return "network" }
        return bits & hosts == hosts ? "broadcast" : nil
    }
}
