import Testing

@testable import HactlSSH

@Suite struct HandshakeGateTests {
    @Test func `no more than its width are inside, and all get their turn`() async {
        let gate = HandshakeGate(width: 3)
        let census = Census()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    guard await gate.enter("a", until: .after(.seconds(120))) else { return }
                    await census.arrive()
                    await Task.yield()
                    await census.leave()
                    await gate.leave("a")
                }
            }
        }
        #expect(await census.most <= 3)
        #expect(await census.total == 40)
        #expect(await gate.enter("a", until: .after(.zero)))
    }

    @Test func `doors don't share`() async {
        let gate = HandshakeGate(width: 1)
        #expect(await gate.enter("a", until: .after(.seconds(5))))
        #expect(await gate.enter("b", until: .after(.seconds(5))))
    }

    @Test func `nobody waits longer than he may`() async {
        let gate = HandshakeGate(width: 1)
        #expect(await gate.enter("a", until: .after(.seconds(5))))
        #expect(await !gate.enter("a", until: .after(.milliseconds(50))))
        let task = Task { await gate.enter("a", until: .after(.seconds(60))) }
        task.cancel()
        #expect(await !task.value)
        await gate.leave("a")
        #expect(await gate.enter("a", until: .after(.seconds(5))))
    }

    private actor Census {
        var now = 0
        var most = 0
        var total = 0
        func arrive() {
            now += 1
            total += 1
            most = max(most, now)
        }
        func leave() { now -= 1 }
    }
}
