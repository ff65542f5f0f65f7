/// Another tool that moves writers or their addresses, and how it is kept still.
struct ForeignTool: Sendable {
    let name: String
    let remedy: String
    /// What its processes are called.
    let programs: [String]
    /// How the names of its locks begin.
    let locks: [String]

    static let all = [
        ForeignTool(
            name: "MaxScale", remedy: "Switch off its automation first: maxctrl stop monitor, or passive=true.",
            programs: ["maxscale"], locks: ["maxscale"]),
        ForeignTool(
            name: "MHA", remedy: "Stop it first: masterha_stop.",
            programs: ["masterha_manager", "masterha_master_switch"], locks: ["MHA"]),
        ForeignTool(
            name: "orchestrator",
            remedy: "Hold it first: orchestrator-client -c disable-global-recoveries, or begin-downtime.",
            programs: ["orchestrator"], locks: ["orchestrator"]),
        ForeignTool(
            name: keepalived,
            remedy:
                "If it carries the writer VIP, say so in the inventory (`track-file` of `writer`), or stop it; overrule this if it only "
                + "carries other addresses.",
            programs: ["keepalived"], locks: []),
        ForeignTool(
            name: "another hactl",
            remedy: "Wait until it has ended. If it is dead: hactl resume, hactl rollback, or hactl force-unlock.",
            programs: [], locks: ["hactl"]),
    ]

    static let keepalived = "keepalived"

    static func holder(of lock: String) -> ForeignTool {
        all.first { manager in manager.locks.contains { lock.lowercased().hasPrefix($0.lowercased()) } }
            ?? ForeignTool(name: "another tool", remedy: "Find out whose lock that is.", programs: [], locks: [])
    }

    /// A process may be written with its path and arguments.
    func runs(among processes: [String]) -> Bool {
        processes.contains { process in
            let program = process.split(separator: " ").first?.split(separator: "/").last.map(String.init)
            return program.map(programs.contains) ?? false
        }
    }
}
