/// Where clients connect, and from where it is asked who answers there.
package struct Endpoint: Hashable, Sendable, Codable, CustomStringConvertible {
    package var address: InstanceAddress
    /// From whose host, through its sshd; `nil` for the machine that runs hactl.
    package var from: MemberName?

    package init(_ address: InstanceAddress, from: MemberName? = nil) {
        self.address = address
        self.from = from
    }

    package var description: String { "\(address)\(from.map { " from \($0)" } ?? "")" }
}

extension VirtualAddress {
    package var endpoint: Endpoint { Endpoint(InstanceAddress(host: address, port: port)) }
}

extension Cluster {
    /// Where clients write, each way once: the virtual address first.
    package var writerEndpoints: [InstanceAddress] {
        ([writer?.endpoint.address].compactMap(\.self) + proxies.compactMap(\.writer)).reduce(into: []) { doors, door in
            if !doors.contains(door) { doors.append(door) }
        }
    }
}
