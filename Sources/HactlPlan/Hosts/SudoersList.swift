import HactlModel

/// Every privileged command of a member: what `hactl sudoers` prints, and most of what the look asks `sudo -n -l` about.
package struct SudoersList: Sendable {
    package let commands: [PrivilegedCommand]

    /// What a look asks about: each question costs a host some 10 ms of a core.
    package enum Questions: Equatable, Sendable {
        /// All but what only a failover or its end needs: that is asked when there is one, or says itself that it is not
        /// allowed.
        case whatCannotWait
        /// On which a failover's plan hangs, and nothing else: there each millisecond is outage.
        case failover
        /// sudo has answered a moment ago, and refused these.
        case nothing(refused: Set<PrivilegedCommand.Purpose>)

        func include(_ purpose: PrivilegedCommand.Purpose) -> Bool {
            switch self {
            case .whatCannotWait: purpose != .fence && purpose != .unfence && purpose != .readLog
            case .failover: purpose == .fence || purpose == .standingTake
            case .nothing: false
            }
        }
    }

    package func asked(_ questions: Questions) -> [PrivilegedCommand] {
        commands.filter { questions.include($0.purpose) }
    }

    /// - Parameters:
    ///   - tools: where the programs are. As long as nobody has looked, the usual places.
    ///   - persistsInFiles: the server has no `SET PERSIST`: MariaDB and MySQL 5.7.
    ///   - readers: the readers' addresses on the member's interface. The look at a host does not ask about them: `reconcile`
    ///     says itself what it lacks.
    ///   - custom: commands of the user's own playbooks that run as root.
    package init(
        endpoint: VirtualAddress?, tools: HostTools = HostTools(), persistsInFiles: Bool,
        readers: [VirtualAddress] = [], custom: [CustomCommand] = []
    ) {
        commands =
            (endpoint.map { Self.writing($0, tools) } ?? [])
            + readers.flatMap { Self.moving($0, tools) }
            + (persistsInFiles ? Self.persisting : []) + Self.fencing
            + custom.filter(\.asRoot).map { PrivilegedCommand(.custom, $0.arguments) }
    }

    private static func writing(_ endpoint: VirtualAddress, _ tools: HostTools) -> [PrivilegedCommand] {
        guard let order = TrackFileOrder(endpoint) else { return standing(endpoint, tools) + moving(endpoint, tools) }
        return [PrivilegedCommand(.track, order.errand.arguments)] + probing(endpoint, tools)
    }

    /// Only the writer's address is in such a hurry.
    private static func standing(_ endpoint: VirtualAddress, _ tools: HostTools) -> [PrivilegedCommand] {
        let take = AddressOrders(endpoint, tools: tools).standingTake
        return [PrivilegedCommand(.standingTake, take.errand.arguments)]
    }

    private static func moving(_ endpoint: VirtualAddress, _ tools: HostTools) -> [PrivilegedCommand] {
        let orders = AddressOrders(endpoint, tools: tools)
        return [
            PrivilegedCommand(.take, orders.take.arguments),
            PrivilegedCommand(.drop, orders.drop.arguments),
            PrivilegedCommand(.announce, orders.announce.arguments),
        ] + probing(endpoint, tools)
    }

    private static func probing(_ endpoint: VirtualAddress, _ tools: HostTools) -> [PrivilegedCommand] {
        [
            PrivilegedCommand(.probeIputils, DuplicateCheck.arguments(endpoint, .iputils, program: tools.arping)),
            PrivilegedCommand(.probeHabets, DuplicateCheck.arguments(endpoint, .habets, program: tools.arping)),
        ]
    }

    private static let persisting = [
        PrivilegedCommand(.persistReadOnly, PersistReadOnlyOrder.on.arguments),
        PrivilegedCommand(.forgetReadOnly, PersistReadOnlyOrder.off.arguments),
        PrivilegedCommand(.copyIn, CopyInOrder.errand.arguments),
    ]

    private static let fencing = [
        PrivilegedCommand(.fence, FenceOrder.fence.arguments),
        PrivilegedCommand(.unfence, FenceOrder.unfence.arguments),
        PrivilegedCommand(.readLog, LogTailOrder.arguments),
    ]

    /// A file for `/etc/sudoers.d`, to be tried with `visudo -c -f` before it is put there.
    package func text(user: String) -> String {
        commands.map { "\(user) ALL=(root) NOPASSWD: \($0.sudoersText)\n" }.joined()
    }
}

extension SudoersList {
    /// What a host lacks, when `sudo` refuses these: ways that another allowed way replaces are no lack.
    func lacking(refused: [PrivilegedCommand], arping: ArpingFamily, tools: HostTools) -> [String] {
        let ways = Set(refused.map(\.purpose))
        return refused.filter { Self.isNeeded($0.purpose, refused: ways, arping, tools) }.map(\.sudoersText)
    }

    private static func isNeeded(
        _ purpose: PrivilegedCommand.Purpose, refused: Set<PrivilegedCommand.Purpose>, _ arping: ArpingFamily,
        _ tools: HostTools
    ) -> Bool {
        switch purpose {
        case .standingTake: refused.contains(.take)
        case .take: refused.contains(.standingTake)
        case .announce: !tools.arpingIsFree
        case .probeIputils: !tools.arpingIsFree && arping != .habets && arping != .missing
        case .probeHabets: arping == .habets
        // Only a failover needs them, and only on the host of a primary that died: it says so itself.
        case .fence, .unfence, .readLog: false
        // A rebuild asks for it by itself.
        case .copyIn: false
        case .track, .drop, .persistReadOnly, .forgetReadOnly, .custom: true
        }
    }
}
