import Foundation
import Testing

/// Texts as they were approved, one file each. `RECORD=1` writes them anew, and fails, so that nobody forgets to look.
enum Golden {
    static func expect(
        _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
            return
        }
        let approved = try String(contentsOf: file, encoding: .utf8)
        #expect(text + "\n" == approved, "\(name)", sourceLocation: sourceLocation)
    }

    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    }
}
