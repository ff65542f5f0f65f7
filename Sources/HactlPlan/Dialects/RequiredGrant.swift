import HactlModel

/// One line of what hactl's account needs on a server.
package struct RequiredGrant: Equatable, Sendable {
    /// `SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.*`
    package let privileges: String
    package let reason: String
    /// Only a rebuild asks for it.
    package let isForCopies: Bool
    let granted: GrantedPrivileges?

    package init(_ privileges: String, because reason: String, isForCopies: Bool = false) {
        self.privileges = privileges
        self.reason = reason
        self.isForCopies = isForCopies
        granted = GrantedPrivileges(privileges.bytes)
    }

    package func text(for account: String) -> String {
        "GRANT \(privileges) TO \(SQLText.account(account)); -- \(reason)"
    }
}
