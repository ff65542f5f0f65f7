import Foundation
import HactlReport
import Testing

/// Pages that follow from `ExitCodes` and from what the binary says of itself.
struct ReferenceTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("Documentation/ExitCodes.md is the table; RECORD=1 rewrites it")
    func exitCodes() throws {
        let text = """
            # Exit codes

            <!-- Generated: RECORD=1 swift test --filter Reference -->

            They never change: programs depend on them. In a script, tell apart: after 0 and 10 the new primary serves; after 1, 2
            and 3 this command left everything as it was; 11, 12 and 13 need a person. From 64 on the command did not get to act. One exception:
            a second Ctrl-C or SIGTERM leaves a run where it is, with 130 or 143. `hactl check` says when a run is unfinished.

            \(ExitCodes.markdown)

            With `--json` the last line, `outcome`, has the code as well.

            """
        try expect("Documentation/ExitCodes.md", is: text)
    }

    @Test("the README's table of exit codes is the table; RECORD=1 rewrites it")
    func readme() throws {
        var page = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let begin = try #require(page.range(of: "<!-- begin exit codes -->\n"))
        let end = try #require(page.range(of: "<!-- end exit codes -->"))
        page.replaceSubrange(begin.upperBound..<end.lowerBound, with: ExitCodes.markdown + "\n")
        try expect("README.md", is: page)
    }

    @Test(
        "Documentation/Commands.md is what --help says; RECORD=1 rewrites it",
        .enabled(if: Binary.path != nil, "hactl lies beside the tests only where SwiftPM has built it"))
    func commands() throws {
        let binary = try #require(Binary.path)
        let names = try Binary.commands(of: binary)
        let sections = try names.map { "## hactl \($0)\n\n```\n\(try Binary.output(of: binary, ["help", $0]))\n```\n" }
        let text = """
            # Commands

            <!-- Generated: RECORD=1 swift test --filter Reference -->

            Results go to stdout, progress and errors to stderr. [Exit codes](ExitCodes.md), [JSON lines](Output.md). Completions:
            `hactl --generate-completion-script bash` (or `zsh`, `fish`).

            ```
            \(try Binary.output(of: binary, ["--help"]))
            ```

            \(sections.joined(separator: "\n"))
            """
        try expect("Documentation/Commands.md", is: text)
    }

    private func expect(_ name: String, is text: String) throws {
        let file = root.appending(path: name)
        let written = try? String(contentsOf: file, encoding: .utf8)
        if written == text { return }
        guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
            Issue.record("\(name) is stale: RECORD=1 swift test --filter Reference")
            return
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("\(name) was rewritten: look at it, and run again")
    }
}

/// The hactl that was built along with the tests.
private enum Binary {
    static let path: String? = {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let path = tests.deletingLastPathComponent().appending(path: "hactl").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    static func commands(of binary: String) throws -> [String] {
        let dump = try output(of: binary, ["--experimental-dump-help"])
        let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.utf8))
        return tool.command.subcommands.map(\.commandName).filter { $0 != "help" }
    }

    private struct Tool: Decodable {
        var command: Command
        struct Command: Decodable { var subcommands: [Name] }
        struct Name: Decodable { var commandName: String }
    }

    static func output(of binary: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: binary)
        process.arguments = arguments
        process.environment = ["COLUMNS": "100", "PATH": "/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
