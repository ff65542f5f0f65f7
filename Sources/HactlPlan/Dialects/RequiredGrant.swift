/// One line of what hactl's account needs on a server.
package struct RequiredGrant: Equatable, Sendable {
    /// `SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.*`
    package var privileges: String
    package var reason: String
    /// Only a rebuild asks for it.
    package var isForCopies: Bool

    package init(_ privileges: String, because reason: String, isForCopies: Bool = false) {
        self.isForCopies = isForCopies
        self.privileges = privileges
        self.reason = reason
    }

    package func text(for account: String) -> String {
        "GRANT \(privileges) TO \(SQLText.account(account)); -- \(reason)"
    }
}
