/// What has a grammar of ASCII is read as bytes: positions, files of others, answers of servers. ",\r\n" is three bytes but two
/// characters, and a mark with an accent behind it is no mark to whoever compares characters.
extension Substring.UTF8View {
    /// Without the white space of ASCII around it.
    package var trimmed: Substring.UTF8View {
        guard let first = firstIndex(where: { !$0.isSpace }), let last = lastIndex(where: { !$0.isSpace }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }

    package var text: String { String(Substring(self)) }

    /// Where another text's bytes first stand; the empty one's stand nowhere.
    package func place(of text: String) -> Index? {
        guard let first = text.utf8.first else { return nil }
        return indices.first { self[$0] == first && self[$0...].starts(with: text.utf8) }
    }

    /// The number, when all of it is decimal digits and it fits.
    var decimal: UInt64? {
        isEmpty || !allSatisfy(\.isDigit) ? nil : UInt64(Substring(self))
    }

    /// What stands between the separators, trimmed; empty pieces are kept.
    func pieces(between separator: Unicode.Scalar) -> [Substring.UTF8View] {
        split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map(\.trimmed)
    }
}

extension String {
    package var bytes: Substring.UTF8View { self[...].utf8 }
}

extension UInt8 {
    /// Space, tab, newline, vertical tab, form feed, carriage return: C's `isspace`.
    package var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    var isLower: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    package var uppered: UInt8 { isLower ? self & 0xDF : self }
    package var lowered: UInt8 { isUpper ? self | 0x20 : self }

    /// The value of a hexadecimal digit of either case.
    var nibble: UInt64? {
        if isDigit { return UInt64(self - UInt8(ascii: "0")) }
        return (0x61...0x66).contains(lowered) ? UInt64(lowered - 0x61 + 10) : nil
    }
}
