import HactlModel

extension Written {
    /// A `server_uuid` as MySQL writes it.
    func serverUUID(_ key: String) throws(Complaint) -> String {
        let text = try text(key)
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], groups.joined().allSatisfy(\.isHexDigit) else {
            throw complaint(
                "`\(key)` is \"\(text)\", which is no server_uuid.",
                remedy: "Copy what `SELECT @@server_uuid` answers; for MariaDB pin `server-id` instead.")
        }
        return text.lowercased()
    }

    /// A `server_id`, as text.
    func serverID(_ key: String) throws(Complaint) -> String {
        String(try number(key, "a server_id", in: 1...4_294_967_295))
    }
}
