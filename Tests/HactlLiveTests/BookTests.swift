import Glibc
import HactlLive
import HactlModel
import HactlPlan
import Testing

/// What is kept beside the journals, and outlives whoever wrote it.
@Suite struct BookTests {
    /// A folder of its own, gone afterwards.
    private func inFolder(_ body: (RunDirectory) throws -> Void) throws {
        var template = Array("/tmp/hactl-books-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap(mkdtemp) }
        let path = String(cString: try #require(made))
        defer {
            for name in ["shop.pause", "shop.alerts", "shop.failovers"] { unlink("\(path)/\(name)") }
            rmdir(path)
        }
        try body(RunDirectory(environment: ["HACTL_STATE": path]))
    }

    private let noon = Moment(milliseconds: 1_790_000_000_000)

    @Test func aPauseHoldsUntilItIsOver() throws {
        try inFolder { runs in
            let book = PauseBook(of: "shop", in: runs)
            #expect(book.read(at: noon) == nil)
            let pause = Pause(until: noon + .seconds(60), who: "ana", reason: "new disks")
            #expect(book.write(pause) == nil)
            #expect(book.read(at: noon) == pause)
            #expect(book.read(at: noon + .seconds(60)) == nil)
            #expect(book.end() == nil && book.end() == nil)
            #expect(book.read(at: noon) == nil)
        }
    }

    @Test func othersFailoversAreRemembered() throws {
        try inFolder { runs in
            let book = FailoverBook(of: "shop", in: runs)
            #expect(book.failovers.isEmpty)
            for minute in 0..<120 { #expect(book.note(from: "db1", at: noon + .seconds(60 * minute)) == nil) }
            let kept = FailoverBook(of: "shop", in: runs).failovers
            #expect(kept.count == 100 && kept.first?.at == noon + .seconds(1_200))
            #expect(kept.allSatisfy { $0.witness == .watch && !$0.isAcknowledged })
            let newest = try #require(kept.last)
            defer { unlink("\(runs.path)/\(newest.run).ack") }
            #expect(runs.acknowledge(newest.run, saying: "ana"))
            #expect(book.failovers.last?.isAcknowledged == true)
            #expect(FailoverBook(of: "crm", in: runs).failovers.isEmpty)
        }
    }

    /// Somebody wanted peace: what they wrote is no reason to act.
    @Test func aPauseThatCannotBeReadHolds() throws {
        try inFolder { runs in
            #expect(WholeFile.write("{half", to: "\(runs.path)/shop.pause") == nil)
            #expect(PauseBook(of: "shop", in: runs).read(at: noon)?.reason.contains("shop.pause") == true)
        }
    }

    @Test func theLastWordOnAnAlertCounts() throws {
        try inFolder { runs in
            let book = AlertBook(of: "shop", in: runs)
            #expect(book.entry(for: "a") == nil)
            let refused = AlertBook.Entry(key: "a", at: noon, words: "refused", exitCode: 1, isFinal: false)
            let done = AlertBook.Entry(key: "a", at: noon + .seconds(60), words: "done", exitCode: 0, isFinal: true)
            #expect(book.note(refused) == nil && book.entry(for: "a") == refused)
            #expect(book.note(done) == nil && book.entry(for: "a") == done)
            #expect(book.entry(for: "b") == nil)
        }
    }

    @Test func itDoesNotGrowForEver() throws {
        try inFolder { runs in
            let book = AlertBook(of: "shop", in: runs, keeping: 10)
            for number in 0..<15 {
                #expect(book.note(.init(key: "\(number)", at: noon, words: "", exitCode: 0, isFinal: true)) == nil)
            }
            #expect(book.entry(for: "4") == nil && book.entry(for: "5") != nil && book.entry(for: "14") != nil)
        }
    }
}
