import HactlModel

extension HostReport {
    /// `2: eth0@if2: <BROADCAST,UP,LOWER_UP> mtu 1500 … state UP …\    link/ether b2:b7:22:77:15:2b brd ff:…`
    var interfaces: [InterfaceFacts] { lines("links").compactMap(Self.interface) }

    private static func interface(in line: String) -> InterfaceFacts? {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\\" })
        guard words.count > 2, words[1].hasSuffix(":"), words[2].hasPrefix("<") else { return nil }
        let flags = Set(words[2].split(whereSeparator: { "<,>".contains($0) }))
        return InterfaceFacts(
            name: String(words[1].dropLast().prefix { $0 != "@" }),
            // UP is what was asked for, LOWER_UP that a cable answers.
            isUp: flags.isSuperset(of: ["UP", "LOWER_UP"]),
            hasARP: flags.isDisjoint(with: ["NOARP", "LOOPBACK", "POINTOPOINT"]),
            hardwareAddress: hardwareAddress(after: "link/", in: words))
    }

    private static func hardwareAddress(after label: String, in words: [Substring]) -> String {
        guard let place = words.firstIndex(where: { $0.hasPrefix(label) }), place + 1 < words.count else { return "" }
        return words[place + 1].lowercased()
    }
}
