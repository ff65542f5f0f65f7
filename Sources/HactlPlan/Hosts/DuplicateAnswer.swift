import HactlModel

/// Who answers ARP for an address.
package enum DuplicateAnswer: Equatable, Sendable {
    case free
    /// Hardware addresses in lower case, sorted; more than one is a conflict already.
    case held(by: [String])
    case unknown(because: String)

    /// Whether the address may be moved: the only one who may answer is its present holder.
    package func allows(holder: HostFacts?) -> Bool {
        switch self {
        case .free: true
        case .held(let answers): Set(answers).isSubset(of: holder?.interfaces.map(\.hardwareAddress) ?? [])
        case .unknown: false
        }
    }
}
