extension Int64 {
    /// Bytes as people read them: `812 KiB`, `2.8 GiB`.
    package var bytesInWords: String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var (value, unit) = (self, 0)
        var rest: Int64 = 0
        while value >= 1024, unit < units.count - 1 {
            (value, rest) = (value / 1024, value % 1024)
            unit += 1
        }
        let isShort = unit < 3 || value >= 100
        return isShort ? "\(value) \(units[unit])" : "\(value).\(rest * 10 / 1024) \(units[unit])"
    }
}
