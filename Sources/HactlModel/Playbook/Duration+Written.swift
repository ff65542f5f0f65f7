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
