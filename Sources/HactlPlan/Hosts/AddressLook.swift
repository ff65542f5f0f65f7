import HactlModel

/// The cheap look for who holds which address: one command, no privilege.
package struct AddressLook: Sendable {
    package let errand: Errand

    /// - Parameter trackFile: where keepalived carries the writer VIP, what it goes by is looked at, too.
    package init(tools: HostTools = HostTools(), trackFile: String? = nil) {
        let plain = Errand([tools.ip, "-o", "-4", "addr", "show"])
        errand = trackFile.map { FixedScript.trackLook.errand([$0], asRoot: false) } ?? plain
    }

    /// Prints what `report` reads.
    static let trackText =
        "echo \"@@hactl track\"; head -c 20 \"$file\"; echo; echo \"@@hactl addresses\"; ip -o -4 addr show; "
        + "echo \"@@hactl end\""

    /// What an errand with a track file printed; `nil` when it was cut off.
    package static func report(in output: String) -> (track: TrackFacts, addresses: [HeldAddress])? {
        let report = HostReport(output)
        guard report["end"] != nil, !report.addresses.isEmpty else { return nil }
        return (TrackFacts(value: report.trackValue), report.addresses)
    }

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

extension FixedScript {
    /// $1 the track file.
    fileprivate static let trackLook = FixedScript(
        name: "hactl-track-look",
        text: "PATH=/usr/sbin:/usr/bin:/sbin:/bin; file=$1; exec 2>/dev/null; \(AddressLook.trackText)")
}
