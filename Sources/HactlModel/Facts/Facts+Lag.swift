/// How far replicas are behind. Where heartbeats are seen they are believed before `Seconds_Behind_Source`, which says 0 to a network
/// that is broken and nothing while the receiver stands still.
extension Facts {
    /// How long ago the newest heartbeat was written that anybody has; `nil` where none was seen.
    package var heartbeatSilence: Duration? {
        members.values.compactMap { $0.instance.value?.heartbeat?.value }.min()
    }

    /// Beyond it nobody writes heartbeats any more, and they say nothing of replicas: pt-heartbeat writes one a second unless it is told
    /// otherwise.
    package static let longestHeartbeatSilence = Duration.seconds(5)

    /// By how much older a server's newest heartbeat is than the newest of all: so the time between two of them is no lag. `nil` where that
    /// can't be told.
    package func heartbeatLag(of name: MemberName) -> Duration? {
        guard let silence = heartbeatSilence, silence <= Self.longestHeartbeatSilence else { return nil }
        return instance(name)?.heartbeat?.value.map { $0 - silence }
    }

    /// Whole seconds; `nil` where nothing tells.
    package func lag(of name: MemberName, by channel: ReplicationChannel) -> Int? {
        heartbeatLag(of: name).map { Int($0.inSeconds) } ?? channel.lag
    }

    /// Whole seconds, of the channel that is furthest behind; `nil` where nothing tells.
    package func lag(of name: MemberName) -> Int? {
        instance(name)?.channels.compactMap { lag(of: name, by: $0) }.max()
    }
}
