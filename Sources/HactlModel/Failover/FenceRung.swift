/// A rung of the ladder by which a server is kept from taking writes, weakest first.
package enum FenceRung: String, Sendable, Codable, CaseIterable, Comparable {
    /// It was told to be read-only, for privileged sessions too, and its clients' sessions were ended.
    case readOnly = "read-only"
    /// Its server was killed and waits for a disk, so that it does not end; its ports are closed by a packet filter on its
    /// host, and it would come back closed to the network.
    case portClosed = "port-closed"
    /// Its server was stopped, and would come back closed to the network.
    case serverStopped = "server-stopped"
    /// Its host has no power.
    case powerOff = "power-off"

    package static func < (left: FenceRung, right: FenceRung) -> Bool { left.rank < right.rank }

    private var rank: Int { FenceRung.allCases.firstIndex(of: self) ?? 0 }
}
