extension Collection where Element: CustomStringConvertible {
    /// `db1, db2 and db3`; what is beyond the limit is counted.
    func listed(atMost limit: Int = 5) -> String {
        var words = prefix(limit).map(\.description)
        if count > limit { words.append("\(count - limit) more") }
        guard let last = words.popLast() else { return "nothing" }
        return words.isEmpty ? last : words.joined(separator: ", ") + " and " + last
    }
}

extension Int {
    /// `1 event`, `3 events`.
    func of(_ thing: String) -> String { self == 1 ? "1 \(thing)" : "\(self) \(thing)s" }
}
