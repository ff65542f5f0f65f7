import HactlModel

extension Written {
    /// A host name, an IPv4 or an IPv6 address, without a port.
    func host(_ key: String) throws(Complaint) -> String {
        let written = try hostAndPort(key)
        guard written.port == nil else {
            throw complaint(
                "`\(key)` holds a port.", remedy: "Write the host alone, and the port as `port:` beside it.")
        }
        return written.host
    }

    /// `10.0.0.11`, `10.0.0.11:3307`, `db1.example.com:3307`, `[2001:db8::11]:3307`, `2001:db8::11`.
    func hostAndPort(_ key: String) throws(Complaint) -> (host: String, port: Int?) {
        let text = try addressText(key)
        guard let split = HostText(text) else {
            throw complaint(
                "`\(key)` is \"\(text)\", which is no address.",
                remedy: "Write a host or host:port, such as 10.0.0.11 or db1.example.com:3307.")
        }
        if let flaw = split.flaw {
            throw complaint("`\(key)` is \"\(text)\": \(flaw.problem).", remedy: flaw.remedy)
        }
        return (split.host, split.port.flatMap { wholeNumber($0) })
    }

    /// An IPv6 address in brackets is a list to YAML: worth words of its own.
    private func addressText(_ key: String) throws(Complaint) -> String {
        if case .list = content {
            throw complaint(
                "`\(key)` is a list where an address is due.",
                remedy: "Put an IPv6 address in brackets into quotes: \(key): \"[2001:db8::11]:3306\".")
        }
        return try word(key)
    }

    /// An IPv4 address with its prefix length: `10.0.0.50/24`.
    func prefixedAddress(_ key: String) throws(Complaint) -> (address: String, prefix: Int) {
        let text = try word(key)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let remedy = "Write an IPv4 address and its prefix length, such as 10.0.0.50/24."
        guard let address = IPv4(parts[0]) else {
            throw complaint("`\(key)` is \"\(text)\", which is no IPv4 address.", remedy: remedy)
        }
        guard parts.count == 2 else {
            throw complaint("`\(key)` is \"\(text)\", which has no prefix length.", remedy: remedy)
        }
        guard let prefix = wholeNumber(parts[1]), (1...32).contains(prefix) else {
            throw complaint(
                "`\(key)` has the prefix length \"\(parts[1])\".", remedy: "Write one from 1 to 32. " + remedy)
        }
        if let name = address.uselessName(prefix: prefix) {
            throw complaint(
                "`\(key)` is \"\(text)\", the \(name) address of its network.",
                remedy: "Write the address that clients connect to.")
        }
        return (String(parts[0]), prefix)
    }

    /// A list of them, each once; one alone needs no brackets.
    func prefixedAddresses(_ key: String) throws(Complaint) -> [(address: String, prefix: Int)] {
        guard case .list(let items) = content else { return [try prefixedAddress(key)] }
        guard !items.isEmpty else {
            throw complaint("`\(key)` is empty.", remedy: "Write the addresses: \(key): [10.0.0.61/24, 10.0.0.62/24].")
        }
        var addresses: [(address: String, prefix: Int)] = []
        for item in items {
            let next = try item.prefixedAddress(key)
            if addresses.contains(where: { $0.address == next.address }) {
                throw item.complaint("`\(key)` has \(next.address) twice.", remedy: "Write each address once.")
            }
            addresses.append(next)
        }
        return addresses
    }

    /// A network interface of Linux.
    func interface(_ key: String) throws(Complaint) -> String {
        let text = try word(key)
        guard text.utf8.count <= 15, !text.contains("/"), text != ".", text != ".." else {
            throw complaint(
                "`\(key)` is \"\(text)\", which no interface can be called.",
                remedy: "Write its name as `ip link` shows it (up to 15 letters), such as eth0.")
        }
        return text
    }
}
