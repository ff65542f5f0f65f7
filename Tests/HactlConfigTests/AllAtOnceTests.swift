import Foundation
import HactlModel
import Testing

@testable import HactlConfig

/// A reader never stops at the first flaw, never crashes, and never repeats a secret.
@Suite struct AllAtOnceTests {
    @Test func everyFlawOfEveryFileIsNamed() {
        let files = [
            (name: "b.yaml", text: "clusters:\n  s:\n    members:\n      a: {adress: a}\n      a: {address: 1.2.3}\n"),
            (name: "a.yaml", text: "clusters: {s: {limits: {lag: 5}, members: {x: {address: x, sql: {user: u}}}}}\n"),
            (name: "c.yaml", text: "clusters: [\n"),
        ]
        let complaints = InventoryReader(environment: anna).read(files: files).complaints
        let places = complaints.map { "\($0.place.file):\($0.place.line)" }
        #expect(places == ["b.yaml:2", "b.yaml:4", "b.yaml:5", "a.yaml:1", "a.yaml:1", "c.yaml:2"], "\(complaints)")
    }

    @Test func severalRepeatedKeysAreAllNamed() {
        let text = """
            defaults: {sql: {user: u, user: u}}
            clusters:
              s:
                members: {a: {address: a}, a: {address: b}, a: {address: c}}
              s: {members: {d: {address: d}}}
            """
        let twice = readInventory(text).complaints.filter { $0.problem.contains("written twice") }
        #expect(twice.map(\.place.line) == [1, 4, 4, 5])
        #expect(twice.map(\.place.column) == [27, 32, 49, 3])
    }

    @Test func whatIsInheritedIsComplainedAboutOnce() {
        let text = """
            defaults: {sql: {user: u, tls: {mode: verify-ca}}, port: x}
            clusters: {s: {members: {a: {address: a}, b: {address: b}, c: {address: c}}}}
            """
        #expect(readInventory(text).complaints.count == 2)
    }

    @Test(arguments: [
        "hunter2", "[hunter2]", "{hunter2: 1}", "{hunter2}", "{file: {hunter2: 1}}", "{env: [hunter2]}",
        "{file: /a, hunter2: b}", "{file: ~hunter2}", "{file: $hunter2}", "\"hunter2", "hunter2: x",
        "{command: hunter2}",
        "{text: hunter2}", "@hunter2", "*hunter2", "{env: {a: hunter2}}",
    ])
    func noComplaintRepeatsASecret(_ password: String) {
        let text =
            "clusters:\n  s:\n    sql:\n      user: u\n      password: \(password)\n    members: {a: {address: a}}\n"
        let complaints = readInventory(text).complaints
        #expect(!complaints.isEmpty)
        #expect(!complaints.map(\.description).joined().contains("hunter2"), "\(complaints)")
    }

    @Test func aTruncatedExampleIsReadOrComplainedAbout() throws {
        let bytes = Array(try InventoryFiles.text(of: InventoryReaderTests.example).utf8)
        for end in 0...bytes.count {
            let text = String(decoding: bytes[..<end], as: UTF8.self)
            switch readInventory(text) {
            case .value(let inventory): #expect(!inventory.clusters.isEmpty, "\(end)")
            case .complaints(let list): #expect(!list.isEmpty && !list.contains { $0.remedy.isEmpty }, "\(end)")
            }
        }
    }

    @Test func anExampleWithAnyLineLeftOutIsReadOrComplainedAbout() throws {
        let lines = try InventoryFiles.text(of: InventoryReaderTests.example).split(
            separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            let text = (lines[..<index] + lines[(index + 1)...]).joined(separator: "\n")
            if case .complaints(let list) = readInventory(text) { #expect(!list.isEmpty) }
        }
    }

    @Test func unreadableFilesAreComplaints() {
        let files = InventoryFiles(paths: ["/nowhere/a.yaml", InventoryReaderTests.example])
        let complaints = files.read(environment: anna).complaints
        #expect(complaints.count == 1)
        #expect(complaints.first?.problem == "/nowhere/a.yaml can't be read: there is no such file.")
    }

    @Test func aFolderIsReadInASCIIOrder() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hactl-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["b.yaml", "a.yml", "C.yaml", ".hidden.yaml", "notes.txt"] {
            try Data("x".utf8).write(to: folder.appending(path: name))
        }
        let loaded = InventoryFiles(paths: [folder.path()]).load()
        #expect(loaded.files.map { URL(filePath: $0.name).lastPathComponent } == ["C.yaml", "a.yml", "b.yaml"])
    }
}
