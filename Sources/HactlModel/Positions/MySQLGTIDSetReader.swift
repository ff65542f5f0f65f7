/// Reads the text of a GTID set. The manual:
///
///     gtid_set: uuid_set [, uuid_set] ... | ''
///     uuid_set: uuid:[tag:]interval[:interval]...
///
/// The server also prints several tags behind one UUID, `uuid:1-5:tag:1-3`: a tag holds until the next one. Nothing
/// between two commas is nothing, as the server has it. A UUID or a tag without an interval is a mistake here though the
/// server would take it: no server prints one, and text that was cut short must not pass for a smaller set.
struct MySQLGTIDSetReader {
    private var runs: [GTIDSource: [GTIDInterval]] = [:]

    static func intervals(in text: String) throws(PositionError) -> [GTIDSource: [GTIDInterval]] {
        var reader = MySQLGTIDSetReader()
        for item in text.bytes.pieces(between: ",") where !item.isEmpty { try reader.read(item) }
        return reader.runs
    }

    private mutating func read(_ item: Substring.UTF8View) throws(PositionError) {
        let pieces = item.pieces(between: ":")
        var source = GTIDSource(uuid: try ServerUUID(reading: pieces[0]))
        var isOpen = true
        for (place, piece) in pieces.enumerated().dropFirst() {
            if let tag = GTIDTag(reading: piece), !isOpen || place == 1 {
                (source.tag, isOpen) = (tag, true)
            } else {
                runs[source, default: []].append(try GTIDInterval(reading: piece))
                isOpen = false
            }
        }
        if isOpen { throw PositionError(.someInterval, found: item.text) }
    }
}
