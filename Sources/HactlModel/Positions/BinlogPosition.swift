/// A place in the binary log of one server: transactions up to it, where there are no GTIDs.
///
/// Two places say something about each other only if they are places in the same server's log.
struct BinlogPosition {
    var name: String
    var position: UInt64

    /// `nil` when the names are not of one series.
    func isAtOrAfter(_ other: BinlogPosition) -> Bool? {
        guard let mine = try? BinlogFileName(parsing: name), let theirs = try? BinlogFileName(parsing: other.name),
            mine.base == theirs.base
        else { return name == other.name ? position >= other.position : nil }
        return (mine.number, position) >= (theirs.number, other.position)
    }
}
