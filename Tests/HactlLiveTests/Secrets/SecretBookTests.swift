import Foundation
import HactlModel
import Testing

@testable import HactlLive

@Suite struct SecretBookTests {
    /// CR LF is one character to Swift, so that a file from elsewhere had no first line.
    @Test(arguments: [
        ("pw\n", "pw"), ("pw\r\n", "pw"), ("pw\r\nmore = 1\n", "pw"), ("pw\nmore", "pw"), ("pw", "pw"), ("\n", ""),
        ("", ""),
        ("p\u{A0}w\u{301}\n", "p\u{A0}w\u{301}"),
    ])
    func theFirstLineIsTheSecret(text: String, secret: String) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(try await SecretBook().secret(.file(file.path)).reveal() == secret)
        guard !secret.isEmpty else { return }
        #expect(try await SecretBook().secret(.command(["cat", file.path])).reveal() == secret)
    }
}
