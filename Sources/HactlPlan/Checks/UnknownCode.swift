import HactlModel

/// Something after `--accept` that is no check's code.
package struct UnknownCode: Equatable, Sendable, Codable {
    package var word: String
    /// The code that was most likely meant.
    package var nearest: String?

    init(_ word: String) {
        self.word = word
        nearest = Self.code(named: word) ?? HactlModel.nearest(to: word, among: CheckCatalog.codes)
    }

    private static func code(named word: String) -> String? {
        HactlModel.nearest(to: word, among: CheckCatalog.names).flatMap { CheckCatalog.type(named: $0)?.code }
    }

    package var sentence: String {
        let codes = CheckCatalog.codes.joined(separator: ", ")
        let meant = nearest.map { "did you mean \($0)?" } ?? "the codes are \(codes)"
        return "There is no check \(word) to accept: \(meant)"
    }
}
