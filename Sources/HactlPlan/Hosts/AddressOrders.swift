import HactlModel

/// Orders that move the writer's address, as a host with these tools and this `arping` wants them.
package struct AddressOrders: Sendable {
    package let endpoint: VirtualAddress
    package let tools: HostTools

    package init(_ endpoint: VirtualAddress, tools: HostTools = HostTools()) {
        self.endpoint = endpoint
        self.tools = tools
    }

    private var cidr: String { "\(endpoint.address)/\(endpoint.prefix)" }

    /// Opened before the freeze and released at the moment: the fast way to take the address and announce it.
    package var standingTake: StandingTake {
        StandingTake(errand: FixedScript.take.errand([cidr, endpoint.interface, endpoint.address]))
    }

    /// The slow way, where sudoers allows plain commands only; `announce` follows.
    package var take: Errand { Errand([tools.ip, "addr", "add", cidr, "dev", endpoint.interface], asRoot: true) }

    package var drop: Errand { Errand([tools.ip, "addr", "del", cidr, "dev", endpoint.interface], asRoot: true) }

    /// Takes 3 s to end, and its packets leave at once: never wait for it. Must start after the address is there,
    /// iputils' program binds to it.
    package var announce: Errand {
        FixedScript.announce.errand([endpoint.interface, endpoint.address], asRoot: !tools.arpingIsFree)
    }
}
