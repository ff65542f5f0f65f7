/// A host with or without a port, taken apart but not yet judged.
struct HostText {
    let host: String
    let port: String?
    private let bracketed: Bool

    /// `nil` where it can't be told what is host and what is port.
    init?(_ text: String) {
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            (host, bracketed) = (String(text.dropFirst().prefix { $0 != "]" }), true)
            port = rest.isEmpty ? nil : String(rest.dropFirst())
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            (host, bracketed) = (parts.count == 2 ? String(parts[0]) : text, false)
            port = parts.count == 2 ? String(parts[1]) : nil
        }
    }

    /// What is wrong with it; `nil` if nothing is.
    var flaw: (problem: String, remedy: String)? {
        if let port, !(1...65535).contains(wholeNumber(port) ?? 0) {
            return ("\"\(port)\" is no port", "Write a port from 1 to 65535 after the colon, such as 3306.")
        }
        if bracketed || host.contains(":") { return isIPv6 ? nil : HostText.noIPv6 }
        if host.contains("/") { return ("an address of a host has no prefix length", "Remove the / and what follows.") }
        if host.contains("@") { return ("the user doesn't belong here", "Write the user as `ssh: {user: …}`.") }
        if looksNumeric { return IPv4(host) == nil ? HostText.noIPv4 : nil }
        return isName ? nil : HostText.noName
    }

    private var looksNumeric: Bool { host.allSatisfy { $0.isNumber || $0 == "." } }

    private var isName: Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253 && labels.allSatisfy(HostText.isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    /// Groups of up to four hexadecimal digits, `::` once at most, an optional zone.
    private var isIPv6: Bool {
        let (address, zone) = (host.prefix { $0 != "%" }, host.drop { $0 != "%" }.dropFirst())
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        let filled = groups.filter { !$0.isEmpty }
        let shortened = address.contains("::")
        guard filled.allSatisfy(HostText.isGroup), shortened ? filled.count <= 7 : groups.count == 8 else {
            return false
        }
        return !address.contains(":::") && (shortened || filled.count == 8) && zone.allSatisfy(HostText.isOfZone)
    }

    private static func isGroup(_ group: Substring) -> Bool {
        group.count <= 4 && group.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    /// RFC 6874: "unreserved" characters.
    private static func isOfZone(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || "-._~".contains(letter))
    }

    private static let noIPv4 = (
        problem: "no IPv4 address",
        remedy: "Write four numbers from 0 to 255 without leading zeros, such as 10.0.0.11."
    )
    private static let noIPv6 = (
        problem: "no IPv6 address", remedy: "Write one such as 2001:db8::11, in brackets if a port follows."
    )
    private static let noName = (
        problem: "no host name", remedy: "Write letters, digits, hyphens and dots, such as db1.example.com."
    )
}
