import HactlModel

/// The account with which replicas follow, its secret at hand.
package struct ReplicationLogin: Sendable {
    package var user: String
    package var password: Secret
    package var tls: Bool

    package init(user: String, password: Secret, tls: Bool) {
        self.user = user
        self.password = password
        self.tls = tls
    }
}
