import HactlModel

/// Why nothing could be served.
package struct WebFailure: Error, Equatable, CustomStringConvertible {
    package var address: InstanceAddress
    /// What the system said.
    package var reason: String

    package var description: String { "nobody can be served at \(address): \(reason)" }
    package var hint: String {
        "See who listens there (ss -ltnp 'sport = :\(address.port)'), or serve at another address or port."
    }
}
