extension MariaDBGTIDList {
    /// What a server has executed: per domain the later of what it logged and what its replication applied.
    ///
    /// `gtid_current_pos` is not asked: of what was logged it counts only what began on this very server (by server_id), so
    /// on a server that was promoted, or made from a copy, it can lack what the binlog has. Both together are right for a
    /// primary (what it logged), a replica with `log_slave_updates` (both agree), and one that logs nothing (what it
    /// applied).
    package func united(with applied: MariaDBGTIDList) -> MariaDBGTIDList {
        let both = Set(domains + applied.domains).sorted()
        let ends = both.compactMap { domain -> MariaDBGTID? in
            let (mine, theirs) = (latest(in: domain), applied.latest(in: domain))
            guard let mine, let theirs else { return mine ?? theirs }
            return theirs.sequence > mine.sequence ? theirs : mine
        }
        return (try? MariaDBGTIDList(parsing: ends.map(\.description).joined(separator: ","))) ?? self
    }
}
