/// Whether one server has all the transactions that another has.
package enum Containment: Hashable, Sendable, CustomStringConvertible {
    case yes
    /// What is missing, in short form.
    case no(missing: String)
    /// The two positions can't be compared.
    case incomparable(because: String)

    package var isYes: Bool { self == .yes }

    package var description: String {
        switch self {
        case .yes: "yes"
        case .no(let missing): "no, missing \(missing)"
        case .incomparable(let reason): "can't tell: \(reason)"
        }
    }
}
