import HactlModel

extension Written {
    /// `percona.heartbeat`: names without a dot in them, as they are, not quoted for SQL.
    func schemaAndTable(_ key: String) throws(Complaint) -> (schema: String, table: String) {
        let text = try word(key)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ (1...64).contains($0.count) && !$0.contains("`") }) else {
            throw complaint(
                "`\(key)` is \"\(text)\", which names no table with its schema.",
                remedy: "Write schema.table, such as percona.heartbeat, without quotes.")
        }
        return (parts[0], parts[1])
    }
}
