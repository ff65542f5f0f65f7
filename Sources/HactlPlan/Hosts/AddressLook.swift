import HactlModel

/// The cheap look for who holds which address: one command, no privilege.
package struct AddressLook: Sendable {
    package let errand: Errand

    package init(tools: HostTools = HostTools()) { errand = Errand([tools.ip, "-o", "-4", "addr", "show"]) }

    /// `2: eth0    inet 10.0.0.50/24 brd 10.0.0.255 scope global secondary eth0\       valid_lft forever …`
    package static func addresses(in output: String) -> [HeldAddress] {
        output.split(separator: "\n").compactMap(address)
    }

    private static func address(in line: Substring) -> HeldAddress? {
        let words = line.split(separator: " ")
        guard words.count > 3, words[2] == "inet" else { return nil }
        let interface = String(words[1].prefix { $0 != "@" })
        // A point-to-point link reads `inet 10.8.0.1 peer 10.8.0.2/32`: its own address has no prefix.
        let parts = words[3].split(separator: "/")
        guard let own = parts.first, own.split(separator: ".").count == 4 else { return nil }
        let prefix = parts.dropFirst().first.flatMap { Int($0) } ?? 32
        return HeldAddress(address: String(own), prefix: prefix, interface: interface)
    }
}
