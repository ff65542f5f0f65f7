import HactlModel

extension HostReport {
    /// What `read_only` will be after a restart. The last setting wins; `super_read_only` brings `read_only` along.
    /// Without any, a server comes back writable. `nil` when nobody could read the files.
    var optionFileReadOnly: Bool? {
        let settings = lines("options")
        guard settings.first == "known" else { return nil }
        var last: [String: Bool] = [:]
        for (name, isOn) in settings.dropFirst().compactMap(Self.setting) { last[name] = isOn }
        return last.values.contains(true)
    }

    /// `--read_only`, `--read-only=1`, `--loose-super_read_only=ON`, `--skip-read-only`.
    private static func setting(in line: String) -> (String, Bool)? {
        guard line.hasPrefix("--") else { return nil }
        let parts = line.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let (name, isNegated) = plain(parts[0].lowercased().escaping(["-": "_"]))
        // transaction_read_only and innodb_read_only are about other things.
        guard ["read_only", "super_read_only"].contains(name) else { return nil }
        let isOn = parts.count == 1 || isTrue(parts[1].bare)
        return (name, isOn != isNegated)
    }

    private static func plain(_ name: String) -> (name: String, isNegated: Bool) {
        let name = name.without("loose_")
        let negated = ["skip_", "disable_"].first { name.hasPrefix($0) }
        return (negated.map { name.without($0) } ?? name.without("enable_"), negated != nil)
    }

    /// MariaDB 12 names the levels of read_only: OFF, ON, NO_LOCK, NO_LOCK_NO_ADMIN.
    private static func isTrue(_ value: String) -> Bool {
        !["0", "off", "false", "no"].contains(value.lowercased())
    }
}

extension String {
    fileprivate func without(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}

extension Substring {
    /// Without blanks and quotation marks.
    fileprivate var bare: String {
        String(
            decoding: utf8.filter { !$0.isSpace && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }, as: UTF8.self)
    }
}
