/// Why a text is no duration, in the words of a complaint.
package struct DurationFlaw: Error, Equatable, Sendable {
    /// Completes "… is": `"5", which has no unit`.
    package var problem: String
    package var remedy: String
}

extension Duration {
    /// A positive whole number and a unit: `500ms`, `2s`, `5m`, `1h`.
    package init(written text: String) throws(DurationFlaw) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = String(text.dropFirst(digits.count))
        guard let count = Int64(digits), count <= 1_000_000_000, !unit.hasPrefix(".") else { throw .noNumber(text) }
        guard !unit.isEmpty else { throw .noUnit(text) }
        guard let length = Duration.units.first(where: { $0.name == unit })?.length else {
            throw .unknownUnit(unit, in: text)
        }
        guard count > 0 else { throw .zero(text) }
        self = length * Int(count)
    }

    /// The shortest way to write it: `90s` stays `90s`, `120s` is `2m`. Parts below a millisecond are cut off.
    package var written: String {
        let unit = Duration.units.last { isWhole($0.length) } ?? Duration.units[0]
        return "\(Int64(self / unit.length))\(unit.name)"
    }

    private func isWhole(_ unit: Duration) -> Bool {
        let count = Int64(self / unit)
        return count > 0 && unit * Int(count) == self
    }

    fileprivate static let units: [(name: String, length: Duration)] = [
        ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600)),
    ]
}

extension DurationFlaw {
    fileprivate static func noNumber(_ text: String) -> DurationFlaw {
        let remedy =
            text.contains(".")
            ? "Write a whole number and a smaller unit, such as 1500ms for one and a half seconds."
            : "Write a whole number and a unit: 500ms, 2s, 5m or 1h."
        return DurationFlaw(problem: "\"\(text)\", which is no duration", remedy: remedy)
    }

    fileprivate static func noUnit(_ text: String) -> DurationFlaw {
        DurationFlaw(
            problem: "\"\(text)\", which has no unit",
            remedy: "Say which unit: \(text)s for seconds, \(text)ms for milliseconds.")
    }

    fileprivate static func unknownUnit(_ unit: String, in text: String) -> DurationFlaw {
        let meant = commonUnits.first { $0.names.contains(unit.lowercased()) }?.unit
        let number = text.dropLast(unit.count)
        return DurationFlaw(
            problem: "\"\(text)\", and \"\(unit)\" is no unit",
            remedy: meant.map { "Write \(number)\($0)." } ?? "The units are ms, s, m and h: 500ms, 2s, 5m, 1h.")
    }

    fileprivate static func zero(_ text: String) -> DurationFlaw {
        DurationFlaw(
            problem: "\"\(text)\", which is no time at all", remedy: "Write a duration above zero, such as 1s.")
    }

    /// What people write for the four units.
    private static var commonUnits: [(unit: String, names: [String])] {
        [
            ("ms", ["msec", "msecs", "millis", "millisecond", "milliseconds", " ms"]),
            ("s", ["sec", "secs", "second", "seconds", " s"]),
            ("m", ["min", "mins", "minute", "minutes", " m"]),
            ("h", ["hr", "hrs", "hour", "hours", " h"]),
        ]
    }
}
