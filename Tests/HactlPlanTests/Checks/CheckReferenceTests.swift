import Foundation
import HactlPlan
import Testing

struct CheckReferenceTests {
    private let file = CheckCatalogTests.root.appending(path: "Documentation/Checks.md")

    @Test("Documentation/Checks.md says what the catalog says; RECORD=1 rewrites it")
    func isFresh() throws {
        let written = try? String(contentsOf: file, encoding: .utf8)
        if written == CheckCatalog.reference { return }
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try CheckCatalog.reference.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(file.lastPathComponent) was rewritten: look at it, and run again")
        } else {
            Issue.record("\(file.lastPathComponent) is stale: RECORD=1 swift test --filter CheckReferenceTests")
        }
    }
}
