import Testing

@testable import HactlLive

@Suite("A sleep that others may end")
struct LightSleepTests {
    private let far = ContinuousClock.now + .seconds(3_600)

    @Test func `a call ends it, before it has begun too`() async {
        let sleep = LightSleep()
        sleep.call()
        #expect(await sleep.rest(until: far))
        async let rest = sleep.rest(until: far)
        try? await Task.sleep(for: .milliseconds(20))
        sleep.call()
        #expect(await rest)
    }

    @Test func `one call ends one rest`() async {
        let sleep = LightSleep()
        sleep.call()
        sleep.call()
        #expect(await sleep.rest(until: far))
        #expect(await !sleep.rest(until: .now + .milliseconds(20)))
    }

    @Test func `a cancelled task rests no more`() async {
        let sleep = LightSleep()
        let task = Task { await sleep.rest(until: far) }
        task.cancel()
        #expect(await !task.value)
    }
}
