/// What leads clients to the members, beside the virtual addresses.
package struct Proxy: Equatable, Sendable {
    package var name: ProxyName
    /// How hactl reaches its host, where it is changed there.
    package var ssh: SSHAccess
    /// How hactl reaches its administrative interface, where it has one that speaks SQL.
    package var admin: ProxyAdmin?
    /// Proves to it who we are, where it is asked over HTTP.
    package var token: SecretReference?
    /// Where clients write through it, as they reach it; `nil` where they only ask it.
    package var writer: InstanceAddress?
    package var kind: ProxyKind
    package var place: SourcePlace

    package init(
        name: ProxyName, ssh: SSHAccess, admin: ProxyAdmin? = nil, token: SecretReference? = nil,
        writer: InstanceAddress?, kind: ProxyKind, place: SourcePlace
    ) {
        self.token = token
        self.admin = admin
        self.name = name
        self.ssh = ssh
        self.writer = writer
        self.kind = kind
        self.place = place
    }
}

/// An administrative interface that speaks SQL.
package struct ProxyAdmin: Equatable, Sendable {
    package var address: InstanceAddress
    package var access: SQLAccess

    package init(address: InstanceAddress, access: SQLAccess) {
        self.address = address
        self.access = access
    }
}
