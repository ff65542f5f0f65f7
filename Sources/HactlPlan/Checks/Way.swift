import HactlModel

/// The two ways to look at a member, and what to do when one of them is barred.
enum Way: String {
    case sql = "SQL"
    case ssh = "SSH"

    func remedy(for kind: Unreachable.Kind, _ name: MemberName) -> String {
        switch kind {
        case .notLookedAt: "Look at \(name) again: hactl check."
        case .unresolvable: "Correct the address of \(name) in the inventory, or the name service."
        case .refused, .timedOut, .lost: "\(door(name)) A member that is gone for good comes off the inventory."
        case .authentication: credentials(name)
        case .tooManyConnections: "Free a connection on \(name), or raise max_connections."
        case .blocked: "Run FLUSH HOSTS, or TRUNCATE performance_schema.host_cache, on \(name)."
        case .hostKey: "Compare the key of \(name) with its console, then add it to known_hosts with ssh-keyscan."
        case .tls: "Compare the TLS settings of \(name) in the inventory with its certificate."
        case .denied: self == .sql ? "Grant what `hactl grants` prints on \(name)." : credentials(name)
        case .slow: "See what keeps the server of \(name) busy, and whether its disk is full or gone."
        case .unreadable: "Report it, with the output of hactl check --verbose."
        case .identity: "Another server answers at the address of \(name): correct the inventory."
        }
    }

    private func door(_ name: MemberName) -> String {
        switch self {
        case .sql: "See whether the server of \(name) runs, and whether a firewall stands between."
        case .ssh: "See whether the host of \(name) is up and sshd listens, and whether a firewall stands between."
        }
    }

    private func credentials(_ name: MemberName) -> String {
        switch self {
        case .sql: "Correct user and password of \(name) in the inventory, or run what `hactl grants` prints."
        case .ssh: "Correct user and key of \(name) in the inventory: `ssh` to it must work without a question."
        }
    }
}
