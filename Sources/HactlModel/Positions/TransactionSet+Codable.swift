/// `{"gtids": "…"}`, `{"domains": "0-1-100"}` or `{"log": "…", "file": "binlog.000042", "position": 157}`.
extension TransactionSet: Codable {
    private enum Key: String, CodingKey { case gtids, domains, log, file, position }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        if let set = try box.decodeIfPresent(MySQLGTIDSet.self, forKey: .gtids) {
            self = .gtids(set)
        } else if let list = try box.decodeIfPresent(MariaDBGTIDList.self, forKey: .domains) {
            self = .domains(list)
        } else {
            let name = try box.decode(String.self, forKey: .file)
            self = .file(
                log: try box.decodeIfPresent(String.self, forKey: .log) ?? "", name: name,
                position: try box.decode(UInt64.self, forKey: .position))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        switch self {
        case .gtids(let set): try box.encode(set, forKey: .gtids)
        case .domains(let list): try box.encode(list, forKey: .domains)
        case .file(let log, let name, let position):
            if !log.isEmpty { try box.encode(log, forKey: .log) }
            try box.encode(name, forKey: .file)
            try box.encode(position, forKey: .position)
        }
    }
}
