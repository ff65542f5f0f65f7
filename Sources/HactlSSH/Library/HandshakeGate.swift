/// Keeps the number of logins under way at one sshd below its `MaxStartups`, "The default is 10:30:100": from ten on
/// it refuses at random. A new connection counts there until it is logged in.
actor HandshakeGate {
    static let shared = HandshakeGate(width: 8)

    private let width: Int
    private var inside: [String: Int] = [:]
    private var waiting: [String: [Ticket]] = [:]
    private var lastTicket = 0

    private struct Ticket {
        let number: Int
        let waiter: CheckedContinuation<Bool, Never>
    }

    init(width: Int) { self.width = width }

    /// Waits for a place; `false` when the deadline passed or the task was cancelled before there was one.
    func enter(_ door: String, until deadline: Deadline) async -> Bool {
        if inside[door, default: 0] < width {
            inside[door, default: 0] += 1
            return true
        }
        lastTicket += 1
        let number = lastTicket
        let clock = Task {
            try? await Task.sleep(until: deadline)
            turnAway(number, from: door)
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting[door, default: []].append(Ticket(number: number, waiter: $0)) }
        } onCancel: {
            clock.cancel()
        }
    }

    /// Gives the place to whoever has waited longest.
    func leave(_ door: String) {
        guard var queue = waiting[door], !queue.isEmpty else {
            inside[door, default: 1] -= 1
            if inside[door] == 0 { inside[door] = nil }
            return
        }
        let next = queue.removeFirst()
        waiting[door] = queue.isEmpty ? nil : queue
        next.waiter.resume(returning: true)
    }

    private func turnAway(_ number: Int, from door: String) {
        guard let index = waiting[door]?.firstIndex(where: { $0.number == number }) else { return }
        waiting[door]?.remove(at: index).waiter.resume(returning: false)
    }
}
