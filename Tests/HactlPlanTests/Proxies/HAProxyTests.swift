import Foundation
import HactlModel
import Testing

@testable import HactlPlan

@Suite struct HAProxyTests {
    private let haproxy = HAProxy(HAProxySettings(backend: "shop_writer"))

    private func look(_ change: (inout String) -> Void = { _ in }) -> ProxyFacts? {
        var text = RecordedHAProxy.look
        change(&text)
        return haproxy.facts(from: text)
    }

    @Test func aLookIsRead() throws {
        let facts = try #require(look())
        #expect(facts.servers.map(\.name) == ["db1", "db2", "db3"])
        #expect(facts.leading == ["db2"])
        #expect(facts.server(at: InstanceAddress(host: "127.0.0.1", port: 13311))?.sessions == 2)
        #expect(facts.file?.lines.map(\.number) == [10, 11, 12])
        #expect(facts.file?.digest.count == 64)
        #expect(facts.file?.prepared == nil)
        #expect(facts.flaws == [])
    }

    /// The admin socket is the new worker's; what older ones hold is seen by their sockets.
    @Test func sessionsOfOldWorkersCount() throws {
        let facts = try #require(
            look { text in
                text = text.replacing(
                    "@@hactl digest",
                    with: """
                        @@hactl old
                        0      0      127.0.0.1:40382 127.0.0.1:13311 users:(("haproxy",pid=77,fd=9))
                        0      0      127.0.0.1:40384 127.0.0.1:13311 users:(("haproxy",pid=77,fd=11))
                        0      0      127.0.0.1:40386 127.0.0.1:13399 users:(("haproxy",pid=77,fd=12))
                        @@hactl digest
                        """)
            })
        #expect(facts.servers.map(\.sessions) == [4, 0, 0])
    }

    /// Half an answer is none: nothing is taken for closed because it was not read.
    @Test(arguments: ["@@hactl end", "# be_id"]) func whatIsCutOffIsUnseen(_ part: String) {
        let facts = look { text in
            if let range = text.range(of: part) { text.removeSubrange(range.lowerBound...) }
        }
        #expect(facts == nil)
    }

    @Test(arguments: [
        ("No such server.", "Permission denied.", "its admin socket is not of `level admin`"),
        ("# be_id", "Can't find backend.\n# no", "it has no such backend"),
        ("@@hactl state", "@@hactl trouble\n/run/x.sock: No such file or directory\n@@hactl state", "does not answer"),
    ]) func flawsAreNamed(_ then: String, _ now: String, _ words: String) throws {
        let facts = try #require(look { $0 = $0.replacing(then, with: now) })
        #expect(facts.flaws.contains { $0.contains(words) }, "\(facts.flaws)")
    }

    /// 1 and 2: maintenance; 8 and 16: drain; 32: its name is not resolved. 4 only says what the file said.
    @Test(arguments: [(0, true), (4, true), (1, false), (2, false), (5, false), (8, false), (16, false), (32, false)])
    func theAdminStateTellsWhoGetsConnections(_ state: Int, _ isOpen: Bool) throws {
        let facts = try #require(look { $0 = $0.replacing("db2 127.0.0.1 2 4 ", with: "db2 127.0.0.1 2 \(state) ") })
        #expect(facts.leading == (isOpen ? ["db2"] : []))
    }

    private let reading = HAProxy(HAProxySettings(backend: "shop_writer", readers: "shop_readers"))

    private func readers(_ state: Int, operation: Int = 2) -> [ProxyServer]? {
        let rows = RecordedHAProxy.readers.replacing("db2 127.0.0.1 2 0 ", with: "db2 127.0.0.1 \(operation) \(state) ")
        return reading.facts(from: RecordedHAProxy.look.replacing("@@hactl rights", with: rows + "\n@@hactl rights"))?
            .readers
    }

    @Test func readersAreReadBesideTheWriters() throws {
        let readers = try #require(self.readers(0))
        #expect(readers.map(\.name) == ["db1", "db2"])
        #expect(readers.map(\.isOpen) == [false, true])
        #expect(readers.map(\.isWithdrawn) == [false, false])
        #expect(readers.map(\.sessions) == [3, 1])
        #expect(look()?.readers == nil, "none are asked for")
        #expect(reading.facts(from: RecordedHAProxy.look)?.readers == [], "there is no such section")
    }

    /// hactl drains; who is in maintenance was put there by a person. What HAProxy's own checks say is its own business.
    @Test(arguments: [
        (0, true, false), (4, true, false), (8, false, false), (12, false, false), (1, false, true), (5, false, true),
        (32, false, true),
    ])
    func aPersonsWordIsToldFromHactls(_ state: Int, _ isOpen: Bool, _ isWithdrawn: Bool) throws {
        let reader = try #require(self.readers(state)?.last)
        #expect(reader.isOpen == isOpen && reader.isWithdrawn == isWithdrawn)
        #expect(readers(state, operation: 0)?.last?.isOpen == isOpen)
    }

    @Test func readsAreLedByTheirOwnSection() throws {
        let shift = ReadShift(opened: ["db3"], drained: ["db1", "db2"], ended: ["db1"])
        let errand = try #require(reading.errand(for: .serveReads(shift)))
        #expect(errand.arguments.suffix(2) == [HAProxySettings.usualSocket, "shop_readers"])
        #expect(errand.input == "open db3\ndrain db1\ndrain db2\nend db1\n")
        #expect(reading.look.arguments.last == "shop_readers")
        #expect(haproxy.errand(for: .serveReads(shift)) == nil)
        #expect(reading.privileged.count == haproxy.privileged.count + 1)
    }

    @Test func aServerThatChecksFoundDeadLeadsNowhere() throws {
        let facts = try #require(look { $0 = $0.replacing("db2 127.0.0.1 2 4 ", with: "db2 127.0.0.1 0 4 ") })
        #expect(facts.leading == [])
    }

    @Test func theFileFollowsTheRuntime() throws {
        let facts = try #require(look())
        let edit = try #require(haproxy.edit(leadingTo: ["db2"], in: facts))
        #expect(edit.digest == facts.file?.digest)
        #expect(edit.changes.map(\.number) == [10, 11])
        #expect(edit.changes[0].new == "    server db1 127.0.0.1:13311 disabled # the first")
        #expect(edit.changes[1].new == "\tserver  db2 127.0.0.1:13312   # second")
        #expect(haproxy.edit(leadingTo: ["db1"], in: facts) == nil, "it leads there already")
    }

    @Test(arguments: [
        ("server db1 10.0.0.1:3306", "server db1 10.0.0.1:3306 disabled"),
        ("  server db1 10.0.0.1:3306 check # disabled", "  server db1 10.0.0.1:3306 check disabled # disabled"),
        ("server db1 10.0.0.1:3306 cookie \"a # b\"", "server db1 10.0.0.1:3306 cookie \"a # b\" disabled"),
        ("server disabled 10.0.0.1:3306", "server disabled 10.0.0.1:3306 disabled"),
    ]) func aServerLineIsClosedAndOpened(_ open: String, _ closed: String) throws {
        let line = try #require(HAProxyServerLine(open))
        #expect(!line.isDisabled)
        #expect(line.text(isDisabled: true) == closed)
        #expect(HAProxyServerLine(closed)?.text(isDisabled: false) == open)
    }

    @Test(arguments: ["server-template db 3 10.0.0.1:3306", "# server db1 10.0.0.1", "", "servers", "server db1"])
    func otherLinesAreLeftAlone(_ line: String) {
        #expect(HAProxyServerLine(line) == nil)
    }
}
