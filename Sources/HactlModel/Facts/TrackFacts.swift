/// What a host says of the file by which keepalived learns whether it may carry the writer VIP.
package struct TrackFacts: Hashable, Sendable, Codable {
    /// What stands in the file; `nil` where it is not there, can't be read, or holds no number.
    package var value: Int?
    /// Whether keepalived's configuration names the file; `nil` where that can't be read.
    package var isNamed: Bool?

    package init(value: Int?, isNamed: Bool? = nil) {
        self.value = value
        self.isNamed = isNamed
    }

    /// keepalived.conf(5): weights of -254 and less put an instance into the fault state, in which it holds no address.
    package static let barred = -254
    package static let eligible = 0
    /// More than anybody else has: keepalived leaves the address to a member whose priority is higher.
    package static let preferred = 1

    /// Whether keepalived may carry the address there.
    package var isEligible: Bool { value.map { $0 > Self.barred } ?? false }
}
