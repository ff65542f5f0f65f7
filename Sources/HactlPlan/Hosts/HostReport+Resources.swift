import HactlModel

/// What the host has left.
extension HostReport {
    /// `df -Pk`: the fourth column of the second line, in units of 1024 bytes.
    var freeBytes: Int64? { disk?.free }

    /// What files use, and what is free for others than root.
    var diskBytes: Int64? {
        guard let disk else { return nil }
        let sum = disk.used.addingReportingOverflow(disk.free)
        return sum.overflow ? nil : sum.partialValue
    }

    private var disk: (used: Int64, free: Int64)? {
        guard let line = lines("disk").dropFirst().first else { return nil }
        let columns = line.split(separator: " ")
        guard columns.count > 3, let used = Self.bytes(columns[2]), let free = Self.bytes(columns[3]) else {
            return nil
        }
        return (used, free)
    }

    private static func bytes(_ kibibytes: some StringProtocol) -> Int64? {
        guard let number = Int64(kibibytes), number >= 0 else { return nil }
        let bytes = number.multipliedReportingOverflow(by: 1024)
        return bytes.overflow ? nil : bytes.partialValue
    }

    /// `0.42` of `/proc/loadavg`.
    var load: Int? {
        guard let load = lines("load").first.flatMap({ Double($0) }), 0..<1_000_000 ~= load else { return nil }
        return Int((load * 100).rounded())
    }

    /// `MemAvailable:   12345 kB`
    var availableMemory: Int64? {
        let words = (line("MemAvailable:", of: "memory") ?? "").split(separator: " ")
        return words.count > 1 ? Self.bytes(words[1]) : nil
    }
}
