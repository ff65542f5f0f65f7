import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// Asks through the cluster's address, all the time, whether whoever answers takes writes: so a run measures the write
/// outage that it caused as its clients see it. It writes nothing.
package actor OutageProbe {
    private let endpoint: EndpointLink
    private let address: InstanceAddress
    private let member: Member
    private var watching: Task<Void, Never>?

    private var lastOpen: ContinuousClock.Instant?
    private var longest = Duration.zero
    private var samples = 0
    /// What the last answer said; no answer says nothing good.
    private var isOpen = false
    private static let pace = Duration.milliseconds(2)
    /// How long a closed server is asked over the same connection. It breaks by itself when the address moves; what it
    /// saves is a TLS handshake after the other at the very moment when both servers have better things to do.
    private static let loyalty = Duration.milliseconds(100)

    package init(of cluster: Cluster, at address: InstanceAddress, as member: Member, secrets: SecretBook) {
        endpoint = EndpointLink(of: cluster, secrets: secrets)
        self.address = address
        self.member = member
    }

    /// For an address that nobody serves: the outage counts from that moment, and nothing is waited for.
    package func start(closedSince moment: ContinuousClock.Instant) {
        lastOpen = moment
        watching = Task { await watch() }
    }

    /// Returns once the endpoint was seen open, or after a second.
    package func start() async {
        watching = Task { await watch() }
        let start = ContinuousClock.now
        while samples == 0, .now - start < .seconds(1) { try? await Task.sleep(for: .milliseconds(5)) }
    }

    /// How long the end of an outage is waited for: an attempt to connect that began before it may still be on its way to
    /// whoever held the address then.
    private static let afterwards = Duration.seconds(1)

    /// The longest time during which nobody who took writes was seen; `nil` when nobody ever was.
    package func stop() async -> Outage? {
        let end = ContinuousClock.now + Self.afterwards
        while !isOpen, .now < end { try? await Task.sleep(for: .milliseconds(5)) }
        watching?.cancel()
        await watching?.value
        guard let lastOpen else { return nil }
        let silence = ContinuousClock.now - lastOpen
        // What the probe itself takes between two answers is no outage.
        let goesOn = silence > Self.loyalty && !isOpen
        return Outage(length: goesOn ? max(longest, silence) : longest, samples: samples, goesOn: goesOn)
    }

    private func watch() async {
        while !Task.isCancelled {
            guard let connection = try? await endpoint.open(address, as: member, within: .milliseconds(500)) else {
                isOpen = false
                try? await Task.sleep(for: .milliseconds(1))
                continue
            }
            await watch(through: connection)
            connection.interrupt()
        }
    }

    /// Until the connection ends, or finds a server that stays closed: clients come back with a new connection, too.
    private func watch(through connection: SQLConnection) async {
        var lastOpen = ContinuousClock.now
        while !Task.isCancelled, .now - lastOpen < Self.loyalty {
            let answer = try? await connection.run(OwnSession.takesWrites, within: .milliseconds(500))
            isOpen = answer ?? false
            if answer == nil { return }
            if isOpen {
                lastOpen = .now
                note(lastOpen)
            }
            try? await Task.sleep(for: Self.pace)
        }
    }

    private func note(_ now: ContinuousClock.Instant) {
        samples += 1
        if let lastOpen { longest = max(longest, now - lastOpen) }
        lastOpen = now
    }
}
