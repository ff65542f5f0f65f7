/// Which refusals of a statement are no failure of its script.
package enum Tolerance: Sendable, Equatable {
    case nothing
    case codes(Set<Int>)
    /// The script's reading judges by what is seen afterwards.
    case anything

    package func covers(_ code: Int) -> Bool {
        switch self {
        case .nothing: false
        case .codes(let codes): codes.contains(code)
        case .anything: true
        }
    }
}
