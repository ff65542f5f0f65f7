import HactlModel

extension Moment {
    /// Reads `2026-10-02T14:15:03.120Z`, as moments are printed: UTC, milliseconds or none. Other forms are `nil`.
    package init?(rfc3339 text: String) {
        let parts = text.split(whereSeparator: { "-:TZ.".contains($0) }).map { Int64($0) }
        let numbers = parts.compactMap(\.self)
        guard numbers.count == parts.count, numbers.count == 6 || numbers.count == 7 else { return nil }
        let days = Moment.days(year: numbers[0], month: numbers[1], day: numbers[2])
        let seconds = days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        self.init(milliseconds: seconds * 1000 + (numbers.count == 7 ? numbers[6] : 0))
        // Whatever is no date, or is written in another way, does not come out as it went in.
        guard description == text || toTheSecond == text else { return nil }
    }

    /// Howard Hinnant's civil-to-days algorithm ("chrono-Compatible Low-Level Date Algorithms").
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
