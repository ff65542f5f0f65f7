import HactlModel
import Testing

@testable import HactlPlan

@Suite struct SudoersListTests {
    @Test func plainCommandsReadAsTheyAreTyped() {
        let text = SudoersList(endpoint: vip, persistsInFiles: false).text(user: "hactl")
        let lines = text.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[1] == "hactl ALL=(root) NOPASSWD: /usr/sbin/ip addr add 10.0.0.50/24 dev eth0")
        #expect(lines[4] == "hactl ALL=(root) NOPASSWD: /usr/bin/arping -c 2 -w 1 -I eth0 10.0.0.50")
        #expect(lines[5] == "hactl ALL=(root) NOPASSWD: /usr/bin/arping -0 -d -c 2 -i eth0 10.0.0.50")
        #expect(lines[0].contains(#"/bin/sh -c PATH\=/usr/sbin\:/usr/bin\:/sbin\:/bin; IFS\=. read"#))
    }

    /// A pattern would allow more than what was meant; arguments are matched word by word, joined by spaces.
    @Test func noLineHoldsAPattern() {
        let list = SudoersList(
            endpoint: vip, persistsInFiles: true,
            custom: [
                CustomCommand(arguments: ["/x/y", "a*b", "1,2"], asRoot: true, timeout: .seconds(1), label: "x"),
                CustomCommand(arguments: ["/bin/true"], timeout: .seconds(1), label: "y"),
            ])
        let lines = list.text(user: "hactl").split(separator: "\n")
        #expect(lines.count == 13)
        #expect(lines.last?.hasSuffix(#"/x/y a\*b 1\,2"#) == true)
        for command in list.commands {
            let text = command.sudoersText
            for (before, mark) in zip(text, text.dropFirst()) where "*?[]".contains(mark) { #expect(before == "\\") }
        }
    }

    /// To Swift a mark and a comma make one character; sudo saw a second command behind it, `ALL`.
    @Test(arguments: ["\u{600},ALL", ",\u{301}ALL", "\u{600}*", "a\u{600}=\u{301}"])
    func marksAreFoundByTheirBytes(_ argument: String) {
        let text = PrivilegedCommand(.custom, ["/x", argument]).sudoersText.unicodeScalars
        for (before, mark) in zip(text, text.dropFirst()) where ",*=".unicodeScalars.contains(mark) {
            #expect(before == "\\")
        }
    }

    /// Neither may hactl move an address that is keepalived's.
    @Test func whereKeepalivedCarriesTheAddressOnlyItsFileIsWritten() {
        var tracked = vip
        tracked.trackFile = "/etc/keepalived/writer"
        let list = SudoersList(endpoint: tracked, persistsInFiles: false)
        #expect(list.commands.map(\.purpose) == [.track, .probeIputils, .probeHabets, .fence, .unfence, .readLog])
        #expect(list.commands[0].arguments.suffix(3) == ["hactl-track", "/etc/keepalived/writer", "10.0.0.50"])
        #expect(list.commands.allSatisfy { $0.arguments.allSatisfy { !$0.contains("\\") && !$0.contains("\n") } })
    }

    @Test func withoutAnAddressOnlyFencingIsPrivileged() {
        let list = SudoersList(endpoint: nil, persistsInFiles: false)
        #expect(list.commands.map(\.purpose) == [.fence, .unfence, .readLog])
    }

    /// fnmatch reads a backslash before a letter as that letter: such a text would never match.
    @Test func fixedTextsHoldNoBackslash() {
        let list = SudoersList(endpoint: vip, persistsInFiles: true)
        #expect(list.commands.allSatisfy { $0.arguments.allSatisfy { !$0.contains("\\") && !$0.contains("\n") } })
    }

    @Test func aLookAsksAboutAllButWhatCanWait() {
        let list = SudoersList(endpoint: nil, persistsInFiles: true)
        let asked = list.asked(.whatCannotWait)
        #expect(list.commands.filter { !asked.contains($0) }.map(\.purpose) == [.fence, .unfence, .readLog])
        #expect(
            SudoersList(endpoint: vip, persistsInFiles: true).asked(.failover).map(\.purpose) == [
                .standingTake, .fence,
            ])
    }
}
