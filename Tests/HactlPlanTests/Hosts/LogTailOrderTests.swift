import Foundation
import HactlModel
import Testing

@testable import HactlPlan

struct LogTailOrderTests {
    private static let place = TransactionSet.file(name: "binlog.000007", position: 4)

    @Test func thePlaceGoesInByStandardInput() throws {
        let errand = try #require(LogTailOrder.errand(after: Self.place))
        #expect(errand.input == "binlog.000007 4\n" && errand.asRoot)
        #expect(errand.arguments == LogTailOrder.arguments)
        #expect(LogTailOrder.errand(after: .gtids(MySQLGTIDSet())) == nil)
    }

    @Test func whatTheHostSaysIsRead() throws {
        let data = Data(RecordedLogs.mysql.dropFirst(4)).base64EncodedString()
        let output = "file binlog.000007 4782 4\ndata \(data)\nfile binlog.000008 4 4\ndata \nend\n"
        let tail = try #require(LogTailOrder.facts(from: output))
        #expect(tail.end == "binlog.000008:4" && tail.bytes == 4778)
        #expect(tail.mysql.count == 18 && !tail.isPartial)
    }

    @Test(arguments: ["", "file binlog.000007 10 4\ndata \n", "end\n", "nonsense\nend\n"])
    func whatBrokeOffIsNothing(_ output: String) { #expect(LogTailOrder.facts(from: output) == nil) }

    @Test func base64IsThatOfEverybody() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Base64.bytes(of: Data(bytes).base64EncodedString()) == bytes)
        }
        #expect(Base64.bytes(of: "no base64!") == nil)
    }

    /// The text itself, on files of its own.
    @Test func theScriptReadsOnlyNumberedFilesOfOneLog() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hactl-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [
            ("b.000009", "nine"), ("b.000010", "magicten"), ("b.000011", "magicmore"), ("b.index", "x"),
        ] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let whole = try run("b.000010 6\n", in: folder.path)
        #expect(whole.output == "file b.000010 8 6\ndata ZW4=\nfile b.000011 9 4\ndata Y21vcmU=\nend\n")
        for line in [
            "../b.000010 4\n", "/etc/passwd 0\n", "b.index 0\n", "b.000010 x\n", "b.000010\n", ".000010 4\n", "\n",
        ] {
            #expect(try run(line, in: folder.path).code == 64, "\(line)")
        }
        #expect(try run("b.000012 4\n", in: folder.path).code == 4)
    }

    private func run(_ input: String, in folder: String) throws -> (output: String, code: Int32) {
        let text = FixedScript.readLog.text.replacing("/var/log/mysql;", with: "\"\(folder)\";")
        let process = Process()
        let (stdin, stdout) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", text, "hactl-read-log"]
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, Pipe())
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: output, as: UTF8.self), process.terminationStatus)
    }
}
