import HactlModel

extension Moment {
    /// Reads `2026-10-02T14:15:03.120Z`, as moments are printed: UTC, milliseconds or none. Other forms are `nil`.
    package init?(rfc3339 text: String) {
        let parts = text.split(whereSeparator: { "-:TZ.".contains($0) }).map { Int64($0) }
        let numbers = parts.compactMap(\.self)
        guard numbers.count == parts.count, numbers.count == 6 || numbers.count == 7 else { return nil }
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2],
            seconds: numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
        milliseconds += numbers.count == 7 ? numbers[6] : 0
        // Whatever is no date, or is written in another way, does not come out as it went in.
        guard description == text || toTheSecond == text else { return nil }
    }
}
