import HactlReport

/// What the web face serves: whoever watches clusters answers it. All of it may be asked by many at the same moment, so nothing here may
/// wait for a server longer than a person at a page would.
package protocol StatusSource: Sendable {
    /// In the order of the inventory, each as it was last seen; nothing is looked at for this.
    func statuses() async -> [ClusterStatus]
    /// `nil` where there is no such cluster.
    func trail(of cluster: String) async -> Trail?
    /// The newest first.
    ///
    /// - Parameter cluster: `nil` for all.
    func runs(of cluster: String?) async -> [HistoryRun]
    /// `nil` where there is no such run, or its journal can't be read.
    func report(of run: String) async -> RunReport?
    /// Prometheus' text format 0.0.4, with the last newline or without.
    func metrics() async -> String
    func vitality() async -> Vitality
    /// A tick whenever a status changed; ticks that nobody has come to yet may be one. It ends with the watch.
    func changes() -> AsyncStream<Void>

    /// What `hactl plan` would say now; it changes nothing.
    ///
    /// - Parameter playbook: by its name, not looked at before.
    func plan(_ playbook: String, of cluster: String) async -> Reply
    /// Says that a person knows of a failed run, so that the cluster may be acted upon again.
    ///
    /// - Parameter who: for the record; printable, at most 120 characters.
    func acknowledge(_ run: String, as who: String) async -> Reply
    /// Has the watch leave the cluster alone.
    ///
    /// - Parameter span: above zero; `nil` until `unpause`.
    func pause(_ cluster: String, for span: Duration?, because reason: String, as who: String) async -> Reply
    func unpause(_ cluster: String, as who: String) async -> Reply
    /// A webhook of Alertmanager, version 4, not read yet. It sends again what gets `unwell` or `busy`, and nothing else.
    func accept(alerts body: [UInt8]) async -> Reply
}
