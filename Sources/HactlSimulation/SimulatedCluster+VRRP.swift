import HactlModel
import HactlPlan
import HactlRun

/// keepalived on the simulated hosts. All have the same priority, so the numbers in their track files decide.
extension SimulatedCluster {
    /// Carries the address where it may be carried: with whoever has it, unless another one's number is greater.
    mutating func moveTrackedAddress() {
        guard let vrrp else { return }
        let able = servers.values.filter { $0.isHostUp && $0.host.track?.isEligible == true }
        let most = able.compactMap { $0.host.track?.value }.max()
        let best = able.filter { $0.host.track?.value == most }.sorted { $0.name < $1.name }
        let carrier = best.first { $0.holds(vrrp.address) } ?? best.last
        for name in servers.keys.sorted() where servers[name]?.isHostUp == true && servers[name]?.host.track != nil {
            if name != carrier?.name {
                servers[name]?.addresses.removeAll { $0.address == vrrp.address }
            } else if carrier?.holds(vrrp.address) == false {
                servers[name]?.addresses.append(
                    HeldAddress(address: vrrp.address, prefix: vrrp.prefix, interface: vrrp.interface))
            }
        }
    }

    mutating func setTrack(of name: MemberName, to value: Int) -> Answer {
        servers[name]?.host.track?.value = value
        moveTrackedAddress()
        return .done(tracked(name))
    }

    func tracked(_ name: MemberName) -> [Observation] {
        guard let server = servers[name] else { return [] }
        return (server.host.track.map { [.track(name, $0)] } ?? []) + [.addresses(name, server.addresses)]
    }
}

extension SimulatedServer {
    fileprivate func holds(_ address: String) -> Bool { addresses.contains { $0.address == address } }
}
