import HactlModel

/// What the look printed, cut into its parts.
struct HostReport {
    private let parts: [String: [String]]

    init(_ output: String) {
        var parts: [String: [String]] = [:]
        var name: String?
        // By bytes: a carriage return at a line's end, of a file from elsewhere, is part of the line.
        for line in output.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init) {
            if line.hasPrefix(HostLookScript.mark) {
                let mark = String(line.dropFirst(HostLookScript.mark.count))
                parts[mark] = parts[mark] ?? []
                name = mark
            } else if let name {
                parts[name]?.append(String(line))
            }
        }
        self.parts = parts
    }

    subscript(_ name: String) -> String? { parts[name]?.joined(separator: "\n") }

    func lines(_ name: String) -> [String] { parts[name] ?? [] }

    /// The first one that begins so.
    func line(_ beginning: String, of name: String) -> String? { lines(name).first { $0.hasPrefix(beginning) } }
}

extension HostReport {
    var addresses: [HeldAddress] { AddressLook.addresses(in: self["addresses"] ?? "") }

    var tools: HostTools {
        HostTools(
            ip: lines("ip").first ?? "ip", arping: lines("arping").first ?? "arping",
            isRoot: lines("user").first == "0", arpingIsFree: lines("arping-free").first == "yes",
            canFilter: !lines("filter").isEmpty,
            optionDirectory: lines("option-directory").first, daemons: daemons)
    }

    /// `date +%s.%N`; without `%N` (busybox) only the seconds count.
    var clock: Moment? {
        let numbers = (lines("clock").first ?? "").split(separator: ".")
        guard let seconds = numbers.first.flatMap({ Int64($0) }), 0..<1 << 40 ~= seconds else { return nil }
        let thousandths = numbers.dropFirst().first.flatMap { Int64($0.prefix(3)) } ?? 0
        return Moment(milliseconds: seconds * 1000 + max(0, thousandths))
    }

    /// Process ids by name, from `<pid> <name> <state> <stuck threads>`.
    var daemons: [String: [Int]] {
        let pairs = lines("daemons").compactMap { line -> (String, Int)? in
            let words = line.split(separator: " ")
            guard words.count >= 2, let id = Int(words[0]) else { return nil }
            return (String(words[1]), id)
        }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1).sorted() }
    }

    /// `nil` where keepalived has nothing to do with the writer VIP.
    var track: TrackFacts? {
        guard let answer = lines("tracked").first else { return nil }
        let isNamed: Bool? = answer == "yes" ? true : answer == "no" ? false : nil
        return TrackFacts(value: trackValue, isNamed: isNamed)
    }

    var trackValue: Int? { lines("track").first.flatMap { Int($0.filter { $0 != " " }) } }

    /// All three programs answer to one name. Only Habets' names its author, only busybox itself.
    var arpingFamily: ArpingFamily {
        let words = self["arping-words"] ?? ""
        if lines("arping").isEmpty { return .missing }
        if words.holdsBytes(of: "Habets") { return .habets }
        return words.holdsBytes(of: "BusyBox") ? .busybox : .iputils
    }
}
