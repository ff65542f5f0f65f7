import FoundationEssentials

/// A small file of values, one on a line, written anew as a whole.
enum JSONLines {
    /// What can be understood of it; nothing where there is no such file.
    static func read<Value: Decodable>(_ path: String) -> [Value] {
        let lines = (RunDirectory.text(at: path) ?? "").split(separator: "\n")
        return lines.compactMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// Answers why it can't be written; `nil` when it is.
    static func write(_ values: some Sequence<some Encodable>, to path: String) -> String? {
        let lines = values.compactMap { try? JSONEncoder().encode($0) }.map { String(decoding: $0, as: UTF8.self) }
        return WholeFile.write(lines.map { $0 + "\n" }.joined(), to: path)
    }
}
