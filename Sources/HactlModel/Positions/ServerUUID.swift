/// A MySQL `server_uuid`, compared and kept as 128 bits: its case in text does not matter.
package struct ServerUUID: Hashable, Comparable, Sendable, CodableAsText {
    private let high: UInt64
    private let low: UInt64

    package init(parsing text: String) throws(PositionError) {
        try self.init(reading: text.bytes.trimmed)
    }

    init(reading bytes: Substring.UTF8View) throws(PositionError) {
        guard let (high, low) = Self.bits(of: bytes) else {
            throw PositionError(.serverUUID, found: bytes.text)
        }
        (self.high, self.low) = (high, low)
    }

    private static func bits(of bytes: Substring.UTF8View) -> (UInt64, UInt64)? {
        guard bytes.count == 36 else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (place, byte) in bytes.enumerated() {
            if isDash(place), byte == UInt8(ascii: "-") { continue }
            guard !isDash(place), let nibble = byte.nibble else { return nil }
            (high, low) = (high << 4 | low >> 60, low << 4 | nibble)
        }
        return (high, low)
    }

    private static func isDash(_ place: Int) -> Bool { place == 8 || place == 13 || place == 18 || place == 23 }

    /// Alphabetical order of the texts.
    package static func < (left: ServerUUID, right: ServerUUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// Lower case, as the server prints it.
    package var description: String {
        let digits = Self.hex(high) + Self.hex(low)
        return digits.enumerated().reduce(into: "") { text, digit in
            if [8, 12, 16, 20].contains(digit.offset) { text.append("-") }
            text.append(digit.element)
        }
    }

    /// The first eight digits.
    package var brief: String { String(Self.hex(high).prefix(8)) }

    private static func hex(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
