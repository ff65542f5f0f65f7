import HactlModel

extension Int {
    /// `1 warning`, `2 warnings`.
    func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension Duration {
    /// Short times with a digit after the point, longer ones as an operator would write them: `0.4ms`, `17ms`, `2s`.
    package var brief: String {
        let tenths = components.seconds * 10_000 + components.attoseconds / 100_000_000_000_000
        return (1..<100).contains(tenths) && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)ms" : words
    }
}
