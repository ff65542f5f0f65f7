/// How bad what is told is.
package enum NoticeSeverity: String, CaseIterable, Comparable, Sendable, Codable {
    case info, warning, critical

    package static func < (left: NoticeSeverity, right: NoticeSeverity) -> Bool { left.rank < right.rank }

    private var rank: Int { NoticeSeverity.allCases.firstIndex(of: self) ?? 0 }
}
