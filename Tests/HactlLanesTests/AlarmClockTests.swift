import Testing

@testable import HactlLanes

@Suite(.timeLimit(.minutes(1)))
struct AlarmClockTests {
    private static func next(_ spans: [Duration]) -> AsyncStream<Duration> {
        AsyncStream { told in for span in spans { _ = AlarmClock.set(in: span) { told.yield(span) } } }
    }

    @Test func `alarms go off in the order of their times, whenever they were set`() async {
        let spans: [Duration] = [.milliseconds(150), .milliseconds(50), .zero, .milliseconds(100), .seconds(-1)]
        let start = ContinuousClock.now
        var heard: [Duration] = []
        for await span in Self.next(spans) {
            // The past may have gone off before the next one was set.
            if span > .zero { heard.append(span) }
            #expect(start.duration(to: .now) >= span)
            if heard.count == 3 { break }
        }
        #expect(heard == [.milliseconds(50), .milliseconds(100), .milliseconds(150)])
    }

    @Test func `an alarm that was cancelled does not go off, and holds up no other`() async {
        let (stream, told) = AsyncStream.makeStream(of: String.self)
        let early = AlarmClock.set(in: .milliseconds(30)) { told.yield("early") }
        _ = AlarmClock.set(in: .milliseconds(60)) { told.yield("kept") }
        let late = AlarmClock.set(in: .milliseconds(70)) { told.yield("late") }
        early.cancel()
        late.cancel()
        late.cancel()
        _ = AlarmClock.set(in: .milliseconds(200)) { told.finish() }
        #expect(await stream.reduce(into: []) { $0.append($1) } == ["kept"])
    }

    @Test func `set and cancelled by many at once, each goes off once or never`() async {
        let (stream, told) = AsyncStream.makeStream(of: Int.self)
        await withTaskGroup { group in
            for number in 0..<2_000 {
                group.addTask {
                    let alarm = AlarmClock.set(in: .milliseconds(number % 7)) { told.yield(number) }
                    // Those that have a minute have all the time to be cancelled.
                    let other = AlarmClock.set(in: .seconds(60)) { told.yield(-1) }
                    await Task.yield()
                    other.cancel()
                    if number.isMultiple(of: 2) { alarm.cancel() }
                }
            }
        }
        _ = AlarmClock.set(in: .milliseconds(50)) { told.finish() }
        var times = [Int: Int]()
        for await number in stream { times[number, default: 0] += 1 }
        #expect(times[-1] == nil)
        #expect(times.values.allSatisfy { $0 == 1 })
        #expect((0..<2_000).filter { !$0.isMultiple(of: 2) }.allSatisfy { times[$0] == 1 })
    }
}
