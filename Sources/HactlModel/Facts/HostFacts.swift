/// What a host says of itself over SSH.
package struct HostFacts: Equatable, Sendable, Codable {
    package var addresses: [HeldAddress]
    package var interfaces: [InterfaceFacts]
    package var arping: ArpingFamily
    /// Processes that matter: server daemons, keepalived.
    package var processes: [String]
    /// Commands `sudo -n -l` refuses, as written in `hactl sudoers`.
    package var refusedCommands: [String]
    /// Files of the host's network configuration that name the VIP.
    package var persistedAddresses: [String]
    /// Bytes free where the server keeps its data; `nil` when it can't be told.
    package var freeBytes: Int64?
    /// Bytes there that are free or used by files: without what is kept back for root. `nil` when it can't be told.
    package var diskBytes: Int64?
    /// Hundredths of the load average of the last minute (proc_loadavg(5)); `nil` when it can't be told.
    package var load: Int?
    /// Bytes of memory that can be had without swapping (`MemAvailable`, proc_meminfo(5)); `nil` when it can't be told.
    package var availableMemory: Int64?
    /// What the option files say `read_only` will be after a restart; `nil` when they could not be read.
    package var optionFileReadOnly: Bool?
    /// The host's clock minus ours.
    package var clockOffset: Duration
    /// Programs and privileges hactl found there.
    package var tools: HostTools
    package var daemon: DaemonFacts
    /// `nil` where keepalived has nothing to do with the writer VIP.
    package var track: TrackFacts?

    package init(
        addresses: [HeldAddress] = [], interfaces: [InterfaceFacts] = [], arping: ArpingFamily = .iputils,
        processes: [String] = [], refusedCommands: [String] = [], persistedAddresses: [String] = [],
        freeBytes: Int64? = nil, optionFileReadOnly: Bool? = nil, clockOffset: Duration = .zero,
        tools: HostTools = HostTools(), daemon: DaemonFacts = DaemonFacts(), track: TrackFacts? = nil,
        diskBytes: Int64? = nil, load: Int? = nil, availableMemory: Int64? = nil
    ) {
        self.diskBytes = diskBytes
        self.load = load
        self.availableMemory = availableMemory
        self.track = track
        self.addresses = addresses
        self.interfaces = interfaces
        self.arping = arping
        self.processes = processes
        self.refusedCommands = refusedCommands
        self.persistedAddresses = persistedAddresses
        self.freeBytes = freeBytes
        self.optionFileReadOnly = optionFileReadOnly
        self.clockOffset = clockOffset
        self.tools = tools
        self.daemon = daemon
    }

    package func holds(_ address: String) -> Bool { addresses.contains { $0.address == address } }
}

/// An address on an interface.
package struct HeldAddress: Hashable, Sendable, Codable {
    package var address: String
    package var prefix: Int
    package var interface: String

    package init(address: String, prefix: Int, interface: String) {
        self.address = address
        self.prefix = prefix
        self.interface = interface
    }
}

/// A network interface, as far as moving an address needs it.
package struct InterfaceFacts: Hashable, Sendable, Codable {
    package var name: String
    package var isUp: Bool
    /// Whether it speaks ARP: without it a duplicate address can't be found.
    package var hasARP: Bool
    package var hardwareAddress: String

    package init(name: String, isUp: Bool = true, hasARP: Bool = true, hardwareAddress: String = "") {
        self.name = name
        self.isUp = isUp
        self.hasARP = hasARP
        self.hardwareAddress = hardwareAddress
    }
}

/// Two programs are called `arping`, and their flags mean different things.
package enum ArpingFamily: String, Sendable, Codable {
    case iputils
    /// Thomas Habets' program, Debian's package `arping`.
    case habets
    case busybox
    case missing
}

/// What a host gives hactl to work with.
package struct HostTools: Hashable, Sendable, Codable {
    /// Where the programs are; the bare name when they were not found.
    package var ip: String
    package var arping: String
    /// The SSH user is root: nothing needs `sudo`.
    package var isRoot: Bool
    /// `arping` may open its socket as it is (file capability `cap_net_raw`).
    package var arpingIsFree: Bool
    /// Orders may wait on the host, already root, for their moment: `sudo -l` allows the standing order.
    package var canStand: Bool
    /// hactl may stop and fence the server there: `sudo -l` allows it.
    package var canFence: Bool
    /// There is a packet filter that a fence can use: nft or iptables.
    package var canFilter: Bool
    /// hactl may load another server's data there: `sudo -l` allows it; `nil` where nobody asked.
    package var canCopy: Bool?
    /// Directory of option files that is read last; `nil` when there is none that hactl knows.
    package var optionDirectory: String?
    /// Process ids of server daemons and other managers, by name.
    package var daemons: [String: [Int]]

    package init(
        ip: String = "/usr/sbin/ip", arping: String = "/usr/bin/arping", isRoot: Bool = false,
        arpingIsFree: Bool = false, canStand: Bool = true, canFence: Bool = true, canFilter: Bool = true,
        optionDirectory: String? = nil, daemons: [String: [Int]] = [:]
    ) {
        self.ip = ip
        self.arping = arping
        self.isRoot = isRoot
        self.arpingIsFree = arpingIsFree
        self.canStand = canStand
        self.canFence = canFence
        self.canFilter = canFilter
        self.optionDirectory = optionDirectory
        self.daemons = daemons
    }
}
