import Foundation
import HactlModel
import Synchronization
import Testing

@testable import HactlLive

@Suite(.timeLimit(.minutes(3))) struct HeraldTests {
    private static let moment = Moment(milliseconds: 1_795_302_736_120)

    private func notice(
        _ subject: String = "primary", _ phase: NoticePhase = .trigger, _ severity: NoticeSeverity = .critical,
        _ title: String = ""
    ) -> Notice {
        Notice(.verdictChanged, of: "shop", severity, about: subject, phase, title, at: Self.moment)
    }

    /// Receivers that answer as they were told to, and what happened there.
    private final class Log: Sendable {
        private let state = Mutex<(carried: [String], outcomes: [NoticeOutcome])>(([], []))

        var carried: [String] { state.withLock { $0.carried } }
        var outcomes: [NoticeOutcome] { state.withLock { $0.outcomes } }

        func carry(_ notice: Notice) -> Int {
            state.withLock {
                $0.carried.append("\(notice.key.dropFirst(11)) \(notice.phase) \(notice.severity)")
                return $0.carried.count
            }
        }

        func hear(_ outcome: NoticeOutcome) { state.withLock { $0.outcomes.append(outcome) } }
    }

    private let quick = NoticePace(
        attempt: .seconds(5), pauses: [.milliseconds(1), .milliseconds(1)], longest: .milliseconds(5))
    private let slack = NoticeChannel(.slack(url: .file("/x")))

    private func herald(
        _ log: Log, to channels: [NoticeChannel]? = nil, pace: NoticePace? = nil,
        _ answer: @escaping @Sendable (NoticeChannel, Int) async -> Delivery = { _, _ in .arrived }
    ) -> Herald {
        Herald(
            to: channels ?? [slack], pace: pace ?? quick,
            carry: { channel, notice, _ in await answer(channel, log.carry(notice)) }, listener: { log.hear($0) })
    }

    @Test func nothingIsToldTwiceWhileItHolds() async {
        let log = Log()
        let herald = herald(log)
        let order: [(NoticePhase, NoticeSeverity)] = [
            (.trigger, .warning), (.trigger, .warning), (.trigger, .critical), (.trigger, .critical),
            (.acknowledge, .critical), (.acknowledge, .critical), (.trigger, .critical), (.resolve, .critical),
            (.resolve, .critical), (.trigger, .warning),
        ]
        for (phase, severity) in order {
            await herald.tell(notice("primary", phase, severity))
            await herald.finish(within: .seconds(20))
        }
        #expect(
            log.carried == [
                "primary trigger warning", "primary trigger critical", "primary acknowledge critical",
                "primary resolve critical", "primary trigger warning",
            ])
    }

    @Test func whoHeardOfItHearsOfItsEnd() async {
        let log = Log()
        let herald = herald(log, to: [NoticeChannel(.slack(url: .file("/x")), atLeast: .critical)])
        await herald.tell(notice("primary", .trigger, .critical))
        await herald.tell(notice("lag", .trigger, .warning))
        await herald.finish(within: .seconds(20))
        await herald.tell(notice("lag", .resolve, .warning))
        await herald.tell(notice("primary", .resolve, .info))
        await herald.finish(within: .seconds(20))
        #expect(log.carried == ["primary trigger critical", "primary resolve info"])
    }

    @Test func whatMayGoWellLaterIsTriedAgain() async {
        let log = Log()
        let herald = herald(log) { _, count in count < 3 ? .later(because: "503", after: .seconds(9999)) : .arrived }
        await herald.tell(notice())
        await herald.finish(within: .seconds(20))
        #expect(log.carried.count == 3)
        #expect(log.outcomes.map(\.reason) == [nil])
    }

    @Test func afterTheLastPauseItIsGivenUp() async {
        let log = Log()
        let herald = herald(log) { _, _ in .later(because: "nobody is there") }
        await herald.tell(notice())
        await herald.finish(within: .seconds(20))
        #expect(log.carried.count == 3)
        #expect(log.outcomes.map(\.reason) == ["nobody is there"])
        #expect(log.outcomes.first?.sentence.contains("hactl notify --cluster shop --test") == true)
    }

    @Test func whatNeverGoesWellIsTriedOnce() async {
        let log = Log()
        let herald = herald(log) { _, _ in .never(because: "400") }
        await herald.tell(notice())
        await herald.finish(within: .seconds(20))
        #expect(log.carried.count == 1)
        #expect(log.outcomes.map(\.reason) == ["400"])
    }

    /// One that hangs holds up neither the teller nor the other channels, and the end waits for it only as long as it may.
    @Test func whatHangsHoldsNobodyUp() async {
        let log = Log()
        let hanging = NoticeChannel(.command(["hang"]))
        let herald = herald(log, to: [hanging, slack]) { channel, _ in
            if channel == hanging { try? await Task.sleep(for: .seconds(3600)) }
            return channel == hanging ? .later(because: "it hangs") : .arrived
        }
        await herald.tell(notice("a"))
        await herald.tell(notice("b"))
        while log.outcomes.count < 2 { await Task.yield() }
        #expect(log.outcomes.map(\.notice.key) == ["hactl/shop/a", "hactl/shop/b"])
        #expect(log.outcomes.allSatisfy { $0.channel == slack && $0.reason == nil })
        await herald.finish(within: .milliseconds(20))
        #expect(log.outcomes.suffix(2).map(\.reason) == ["it hangs", "hactl ended before"])
    }

    /// While the first is tried again the trouble is over: nobody needs to hear that it began.
    @Test func whatIsOverIsNotTold() async {
        let log = Log()
        let gate = AsyncStream<Void>.makeStream()
        let herald = herald(log) { _, count in
            if count > 1 { return .arrived }
            for await _ in gate.stream { break }
            return .later(because: "503")
        }
        await herald.tell(notice("primary"))
        while log.carried.isEmpty { await Task.yield() }
        await herald.tell(notice("other"))
        await herald.tell(notice("primary", .acknowledge))
        await herald.tell(notice("primary", .resolve))
        gate.continuation.yield()
        await herald.finish(within: .seconds(20))
        #expect(log.carried == ["primary trigger critical", "other trigger critical", "primary resolve critical"])
    }

    @Test func anOutboxKeepsWhatMatters() {
        var outbox = Outbox()
        var lost: [Notice] = []
        let all = [notice("first", .trigger, .critical)] + (0..<Outbox.room).map { notice("n\($0)", .trigger, .info) }
        for next in all { lost += [outbox.take(next)].compactMap(\.self) }
        #expect(lost.map(\.key) == ["hactl/shop/n0"])
        #expect(outbox.waiting.count == Outbox.room)
        #expect(outbox.next()?.key == "hactl/shop/first")
    }

    @Test func anAcknowledgementDoesNotReplaceTheNews() {
        var outbox = Outbox()
        for phase in [NoticePhase.trigger, .acknowledge, .acknowledge] { _ = outbox.take(notice("primary", phase)) }
        #expect(outbox.waiting.map(\.phase) == [.trigger, .acknowledge])
        _ = outbox.take(notice("primary", .resolve))
        #expect(outbox.waiting.map(\.phase) == [.resolve])
    }

    @Test func aMemoryOfMonthsIsBounded() {
        var memory = NoticeMemory()
        for number in 0..<3000 { #expect(memory.takeNews(notice("run/\(number)")) == .critical) }
        #expect(memory.takeNews(notice("run/2999")) == nil)
        #expect(memory.takeNews(notice("run/0")) == .critical)
    }
}
