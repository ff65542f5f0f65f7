extension WebClient {
    /// The header lines of the last answer by their names in small letters, and the body: curl writes what came before (100, a
    /// proxy's CONNECT) in front, each block ended by an empty line.
    static func split(_ output: ArraySlice<UInt8>) -> (headers: [String: String], body: [UInt8]) {
        var (headers, rest): ([String: String], ArraySlice<UInt8>) = ([:], output)
        while rest.starts(with: "HTTP/".utf8), let block = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
            headers = lines(String(decoding: rest[..<block.lowerBound], as: UTF8.self))
            rest = rest[block.upperBound...]
        }
        return (headers, Array(rest))
    }

    private static func lines(_ block: String) -> [String: String] {
        let pairs = block.split(separator: "\r\n").dropFirst().compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
        }
        return Dictionary(pairs) { _, last in last }
    }
}

extension [String: String] {
    /// RFC 9110, 10.2.3, in seconds; a date is left out of account.
    var retryAfter: Duration? {
        self["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? .seconds(Swift.min($0, 86_400)) : nil }
    }
}
