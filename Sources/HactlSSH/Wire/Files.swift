import Glibc

/// A whole file; `nil` when it can't be read.
func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let piece = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        if piece.isEmpty { return ferror(file) == 0 ? bytes : nil }
        bytes += piece
    }
}

/// A variable of the environment; an empty one counts as unset.
func environmentVariable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}

/// A path as people write it: `~/` is the home directory.
func expanded(_ path: String) -> String {
    path.hasPrefix("~/") ? (environmentVariable("HOME") ?? "") + path.dropFirst() : path
}
