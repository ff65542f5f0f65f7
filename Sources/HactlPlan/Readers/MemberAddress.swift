import HactlModel

/// A member, and where others reach it.
package struct MemberAddress: Hashable, Sendable, Codable {
    package var name: MemberName
    package var address: InstanceAddress

    package init(_ name: MemberName, at address: InstanceAddress) {
        self.name = name
        self.address = address
    }
}

extension Cluster {
    /// Every member, in the order of the inventory.
    package var addresses: [MemberAddress] { members.map { MemberAddress($0.name, at: $0.address) } }
}
