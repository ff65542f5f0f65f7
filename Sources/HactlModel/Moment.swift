/// An instant of wall-clock time, as the machine that runs hactl tells it.
package struct Moment: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(from decoder: any Decoder) throws { milliseconds = try Int64(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try milliseconds.encode(to: encoder) }
    package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (moment: Moment, span: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds + span.milliseconds)
    }
    package static func - (left: Moment, right: Moment) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

extension Moment {
    /// A date and a time of UTC, in the Gregorian calendar. Numbers that are no date give another one's moment.
    ///
    /// - Parameters:
    ///   - month: from 1.
    ///   - seconds: since midnight.
    package init(year: Int64, month: Int64, day: Int64, seconds: Int64) {
        self.init(milliseconds: (daysSinceEpoch(year: year, month: month, day: day) * 86_400 + seconds) * 1000)
    }
}

extension Moment: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-10-02T14:15:03.120Z`.
    package var description: String {
        let seconds = milliseconds.quotientFloor(1000)
        let date = civilDate(daysSinceEpoch: seconds.quotientFloor(86_400))
        let time = seconds - seconds.quotientFloor(86_400) * 86_400
        let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return "\(date)T\(clock).\(padded(milliseconds - seconds * 1000, to: 3))Z"
    }
}

extension Int64 {
    fileprivate func quotientFloor(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

private func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Howard Hinnant's days-to-civil algorithm ("chrono-Compatible Low-Level Date Algorithms").
private func civilDate(daysSinceEpoch days: Int64) -> String {
    let shifted = days + 719_468
    let era = shifted.quotientFloor(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return [padded(year, to: 4), padded(month, to: 2), padded(day, to: 2)].joined(separator: "-")
}

/// Its inverse, from the same source.
private func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.quotientFloor(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
}
