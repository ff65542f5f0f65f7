import Testing

@testable import HactlSSH

@Suite struct HostCommandTests {
    @Test(arguments: [
        (["ip", "addr", "show"], "ip addr show"), (["echo", ""], "echo ''"), (["echo", "it's"], #"echo 'it'\''s'"#),
        (["a b", "$x"], "'a b' '$x'"), (["/bin/x", "10.0.0.50/24"], "/bin/x 10.0.0.50/24"), (["x=1"], "'x=1'"),
        (["a'\u{301}; reboot"], "'a'\\''\u{301}; reboot'"),
    ])
    func `arguments are quoted for a shell`(arguments: [String], line: String) {
        #expect(HostCommand(arguments).line(for: "ops") == line)
    }

    @Test func `root needs no sudo`() {
        #expect(HostCommand(["ip", "a"], asRoot: true).line(for: "ops") == "sudo -n -- ip a")
        #expect(HostCommand(["ip", "a"], asRoot: true).line(for: "root") == "ip a")
        #expect(HostCommand(["ip", "a"]).line(for: "ops") == "ip a")
    }

    @Test func `the mark at the end of the errors tells the status`() throws {
        let mark = ExitMark()
        let afterMark = try #require(mark.wrap("true").split(separator: "036").dropFirst().first)
        let name = try #require(afterMark.split(separator: " ").first)
        let errors = [UInt8]("oops\u{1e}\(name) 7\u{1e}".utf8)
        let told = try #require(mark.status(at: errors))
        #expect(told.status == 7)
        #expect(errors.dropLast(told.length).elementsEqual("oops".utf8))
        #expect(mark.status(at: [UInt8]("\u{1e}other 7\u{1e}".utf8)) == nil)
        #expect(mark.status(at: [UInt8]("oops".utf8)) == nil)
        #expect(mark.status(at: []) == nil)
    }
}
