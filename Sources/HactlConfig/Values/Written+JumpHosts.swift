import HactlModel

extension Written {
    /// One jump host or a list of them, outermost first. A user that isn't given is `user`.
    func jumpHosts(_ key: String, user: String) throws(Complaint) -> [JumpHost] {
        guard case .list(let items) = content else { return [try jumpHost(key, user: user)] }
        var hosts: [JumpHost] = []
        for item in items { hosts.append(try item.jumpHost(key, user: user)) }
        return hosts
    }

    private func jumpHost(_ key: String, user: String) throws(Complaint) -> JumpHost {
        let text = try word(key)
        let at = text.lastIndex(of: "@")
        let named = at.map { String(text[..<$0]) }
        let rest = Written(.text(at.map { String(text[text.index(after: $0)...]) } ?? text, quoted: false), at: place)
        guard named?.isEmpty != true, !text.contains(","), !text.contains("://") else {
            throw complaint(
                "`\(key)` is \"\(text)\", which is no jump host.",
                remedy: "Write user@host or user@host:port, and several of them as a list.")
        }
        let address = try rest.hostAndPort(key)
        return JumpHost(address: address.host, port: address.port ?? 22, user: named ?? user)
    }
}
