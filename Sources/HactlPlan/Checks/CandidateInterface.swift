import HactlModel

/// Whether the candidate's host can take and announce the writer VIP.
struct CandidateInterface {
    let check: EndpointHolder
    let scene: Scene

    private var name: MemberName { scene.roles.candidate }

    var findings: [Finding] {
        guard let host = scene.facts.host(name), let endpoint = scene.endpoint(on: name) else { return [] }
        // keepalived announces by itself.
        return [link(host, endpoint.interface), endpoint.trackFile == nil ? tool(host) : nil].compactMap(\.self)
    }

    private func link(_ host: HostFacts, _ wanted: String) -> Finding? {
        guard let interface = host.interfaces.first(where: { $0.name == wanted }) else {
            return check.failure(
                on: name, "\(name) has no interface \(wanted) to put the writer VIP on",
                remedy: "It has \(host.interfaces.map(\.name).listed()): write the right one for \(name).")
        }
        if !interface.isUp {
            return check.failure(
                on: name, "the interface \(wanted) of \(name) is down: nobody would reach the writer VIP there",
                remedy: "ip link set \(wanted) up on \(name), or write another interface in the inventory.")
        }
        return interface.hasARP ? nil : mute(wanted)
    }

    private func mute(_ wanted: String) -> Finding {
        check.objection(
            on: name,
            "the interface \(wanted) of \(name) speaks no ARP: a second holder can't be found, and the move can't be "
                + "announced",
            remedy: "Write an Ethernet interface in the inventory.")
    }

    private func tool(_ host: HostFacts) -> Finding? {
        guard host.arping == .missing else { return nil }
        return check.failure(
            on: name, "\(name) has no arping: clients would go on sending to the old holder of the writer VIP",
            remedy: "Install it on \(name): apt install iputils-arping.")
    }
}
