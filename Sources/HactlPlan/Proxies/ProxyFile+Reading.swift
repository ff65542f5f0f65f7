import HactlModel

extension ProxyFile {
    /// What a look at a file printed; `nil` when it could not be read.
    init?(in report: HostReport) {
        guard let sum = report.digest(in: "digest") else { return nil }
        let lines = report.lines("lines").compactMap { line -> FileLine? in
            guard let colon = line.firstIndex(of: ":"), let number = Int(line[..<colon]) else { return nil }
            return FileLine(number, String(line[line.index(after: colon)...]))
        }
        self.init(
            digest: sum, lines: lines, prepared: report.digest(in: "prepared"),
            isUnread: report.lines("due").contains("due"))
    }
}

extension HostReport {
    /// `sha256sum <FILE`: the sum, and `-` for the name.
    fileprivate func digest(in part: String) -> String? {
        lines(part).first?.split(separator: " ").first.map(String.init).flatMap { $0.count == 64 ? $0 : nil }
    }
}
