import Foundation
import Testing

@testable import HactlConfig

@Suite struct InventoryReferenceTests {
    @Test func theReferenceIsTheSchemas() throws {
        let file = InventoryReaderTests.root.appending(path: "Documentation/Inventory.md")
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        if ProcessInfo.processInfo.environment["RECORD"] == "1", recorded != InventorySchema.reference {
            try Data(InventorySchema.reference.utf8).write(to: file)
            Issue.record("Documentation/Inventory.md is written anew: look at it and commit it.")
        } else {
            #expect(
                recorded == InventorySchema.reference,
                "Documentation/Inventory.md is stale: RECORD=1 swift test --filter HactlConfigTests writes it.")
        }
    }

    /// The table's examples are what users copy: each must hold in its own section.
    @Test(arguments: InventorySchema.sections.map(\.name)) func everyExampleIsAccepted(_ name: String) throws {
        let section = try #require(InventorySchema.sections.first { $0.name == name })
        for key in section.keys {
            let document = Document(file: "example", text: key.example)
            var walk = SchemaWalk(environment: anna)
            walk.walk(try #require(document.root), "example", section)
            #expect(document.root?[key.name] != nil)
            #expect(walk.complaints.isEmpty, "\(key.example): \(walk.complaints)")
        }
    }
}
