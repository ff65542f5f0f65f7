/// An etcd in which the watches of a cluster agree on who acts: a key that goes with a lease.
package struct LeaseSettings: Hashable, Sendable {
    /// Its flavour is etcd; below its key each cluster has one of its own.
    package var store: StoreSettings
    package var token: SecretReference?
    /// How long a leader that gives no sign keeps the lead. Whole seconds, three at least.
    package var span: Duration

    package static let usualSpan = Duration.seconds(10)
    package static let shortestSpan = Duration.seconds(3)

    package init(store: StoreSettings, token: SecretReference? = nil, span: Duration = Self.usualSpan) {
        self.store = store
        self.token = token
        self.span = span
    }
}
