import HactlLive
import HactlModel

/// Brings what a watchman has to tell to a herald, in the order in which it happened, and holds the watchman up for nothing.
struct Crier: Sendable {
    private let herald: Herald
    private let post: AsyncStream<Notice>.Continuation
    private let walking: Task<Void, Never>

    init(to herald: Herald) {
        self.herald = herald
        let (stream, post) = AsyncStream.makeStream(of: Notice.self)
        self.post = post
        walking = Task { for await notice in stream { await herald.tell(notice) } }
    }

    func cry(_ notice: Notice) { post.yield(notice) }

    /// Returns once everything is told, or given up.
    func finish(within limit: Duration) async {
        post.finish()
        await walking.value
        await herald.finish(within: limit)
    }
}
