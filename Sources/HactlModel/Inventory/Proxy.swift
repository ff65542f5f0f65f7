/// What leads clients to the members, beside the virtual addresses.
package struct Proxy: Equatable, Sendable {
    package var name: ProxyName
    package var ssh: SSHAccess
    /// Where clients write through it, as they reach it.
    package var writer: InstanceAddress
    package var kind: ProxyKind
    package var place: SourcePlace

    package init(name: ProxyName, ssh: SSHAccess, writer: InstanceAddress, kind: ProxyKind, place: SourcePlace) {
        self.name = name
        self.ssh = ssh
        self.writer = writer
        self.kind = kind
        self.place = place
    }
}
