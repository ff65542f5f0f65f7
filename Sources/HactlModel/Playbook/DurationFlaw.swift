/// Why a text is no duration, in the words of a complaint.
package struct DurationFlaw: Error, Equatable, Sendable {
    /// Completes "… is": `"5", which has no unit`.
    package var problem: String
    package var remedy: String
}

extension DurationFlaw {
    static func noNumber(_ text: String) -> DurationFlaw {
        let remedy =
            text.contains(".")
            ? "Write a whole number and a smaller unit, such as 1500ms for one and a half seconds."
            : "Write a whole number and a unit: 500ms, 2s, 5m or 1h."
        return DurationFlaw(problem: "\"\(text)\", which is no duration", remedy: remedy)
    }

    static func noUnit(_ text: String) -> DurationFlaw {
        DurationFlaw(
            problem: "\"\(text)\", which has no unit",
            remedy: "Say which unit: \(text)s for seconds, \(text)ms for milliseconds.")
    }

    static func unknownUnit(_ unit: String, in text: String) -> DurationFlaw {
        let meant = commonUnits.first { $0.names.contains(unit.lowercased()) }?.unit
        let number = text.dropLast(unit.count)
        return DurationFlaw(
            problem: "\"\(text)\", and \"\(unit)\" is no unit",
            remedy: meant.map { "Write \(number)\($0)." } ?? "The units are ms, s, m and h: 500ms, 2s, 5m, 1h.")
    }

    static func zero(_ text: String) -> DurationFlaw {
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
