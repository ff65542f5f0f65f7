import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// The right to change a cluster, kept on the servers themselves: a named lock on a majority of the members, held by a
/// connection each and gone with it, however hactl ends (GET_LOCK in both products' manuals). It works on read-only
/// servers and needs no privilege.
package actor ServerLock: HeldLock {
    private let cluster: String
    private let held: [MemberName: Hold]
    private let members: Int
    private var quorum: LockQuorum
    private var lost: Set<MemberName> = []
    private var watching: [Task<Void, Never>] = []

    private init(on cluster: String, held: [MemberName: Hold], of members: Int, _ quorum: LockQuorum) {
        self.cluster = cluster
        self.held = held
        self.members = members
        self.quorum = quorum
    }

    /// The same where somebody is expected to be dead: nobody waits long for whom a majority does without, and only when
    /// there is none everybody gets the whole time.
    package static func takeQuickly(
        on links: [Link], cluster: String, _ quorum: LockQuorum, within limit: Duration
    ) async -> Result {
        let first = await take(on: links, cluster: cluster, quorum, within: min(limit, .milliseconds(300)))
        guard case .tooFew = first else { return first }
        return await take(on: links, cluster: cluster, quorum, within: limit)
    }

    /// Asks every member at once. With fewer than the quorum everything is given back.
    ///
    /// Two who begin at the same moment may each win some members and lose others, and neither has enough. Both give way, each for
    /// another while, and one of them comes first then: where all refused, nobody would act.
    package static func take(
        on links: [Link], cluster: String, _ quorum: LockQuorum, within limit: Duration
    ) async -> Result {
        for _ in 1..<attempts {
            let (result, hadSome) = await takeOnce(on: links, cluster: cluster, quorum, within: limit)
            guard hadSome, case .held = result else { return result }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 10...150)))
        }
        return await takeOnce(on: links, cluster: cluster, quorum, within: limit).result
    }

    private static let attempts = 5

    private static func takeOnce(
        on links: [Link], cluster: String, _ quorum: LockQuorum, within limit: Duration
    ) async -> (result: Result, hadSome: Bool) {
        let answers = await withTaskGroup(of: (MemberName, Bid).self) { group in
            for link in links {
                group.addTask { (link.member.name, await bid(on: link, cluster: cluster, within: limit)) }
            }
            var answers: [MemberName: Bid] = [:]
            for await (name, bid) in group { answers[name] = bid }
            return answers
        }
        let result = await weigh(answers, of: cluster, quorum)
        if case .taken(let lock) = result { await lock.watch() }
        return (result, answers.values.contains { if case .won = $0 { true } else { false } })
    }

    package enum Result: Sendable {
        case taken(ServerLock)
        /// Somebody else has it on at least one member.
        case held([MemberName: LockHolder])
        /// Too few members could be asked.
        case tooFew([MemberName: Unreachable])
    }

    /// The connection that keeps the lock of a member.
    private struct Hold: Sendable {
        let link: Link
        let connection: SQLConnection
    }

    private enum Bid: Sendable {
        case won(Hold)
        case lost(LockHolder?)
        case unseen(SQLFailure)
    }

    /// When hactl's machine or the network to it vanishes, the server gives the lock back by itself after this.
    private static let silence = Duration.seconds(15)

    private static func bid(on link: Link, cluster: String, within limit: Duration) async -> Bid {
        do throws(SQLFailure) {
            let connection = try await link.separateSQL(within: limit, idle: Self.silence)
            let name = ClusterLock.name(of: cluster)
            do throws(ScriptTrouble) {
                if try await connection.run(ClusterLock.lockScript(name), within: limit) {
                    return .won(Hold(link: link, connection: connection))
                }
                let holder = try await connection.run(ClusterLock.holderScript(name), within: limit)
                await connection.close()
                return .lost(holder)
            } catch {
                await connection.close()
                return .unseen(error.failure)
            }
        } catch {
            return .unseen(error)
        }
    }

    private static func weigh(
        _ answers: [MemberName: Bid], of cluster: String, _ quorum: LockQuorum
    ) async -> Result {
        var won: [MemberName: Hold] = [:]
        var holders: [MemberName: LockHolder] = [:]
        var unseen: [MemberName: SQLFailure] = [:]
        for (name, bid) in answers {
            switch bid {
            case .won(let hold): won[name] = hold
            case .lost(let holder): if let holder { holders[name] = holder }
            case .unseen(let reason): unseen[name] = reason
            }
        }
        let someoneElse = answers.values.contains { if case .lost = $0 { true } else { false } }
        if !someoneElse, quorum.isMet(by: Set(won.keys), of: answers.count) {
            return .taken(ServerLock(on: cluster, held: won, of: answers.count, quorum))
        }
        await giveBack(won, cluster)
        return someoneElse ? .held(holders) : .tooFew(unseen.mapValues(Unreachable.init))
    }

    /// What the watch found last: nothing is asked over the network here, for a walk asks between any two stages.
    package func loss() async -> String? {
        if quorum.isMet(by: quorum.left(of: Set(held.keys), without: lost), of: members) { return nil }
        return "it is gone on \(lost.sorted().map(\.text).joined(separator: ", "))"
    }

    /// Once it is known who is dead: whether what is held is enough without it. From here on that is asked for.
    package func isEnough(for quorum: LockQuorum) -> Bool {
        self.quorum = quorum
        return quorum.isMet(by: quorum.left(of: Set(held.keys), without: lost), of: members)
    }

    /// Asks each server again and again whether the lock is still ours: a session that was killed or a server that was
    /// restarted says nothing by itself. It also keeps the sessions from being silent for too long.
    private func watch() {
        let question = ClusterLock.ownScript(ClusterLock.name(of: cluster))
        watching = held.map { member, hold in
            Task { [weak self] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.pace)
                    if Task.isCancelled { return }
                    let isOwn = try? await hold.connection.run(question, within: .seconds(2))
                    if isOwn != true { return await self?.lose(member) ?? () }
                }
            }
        }
    }

    private static let pace = Duration.milliseconds(500)

    private func lose(_ member: MemberName) { lost.insert(member) }

    /// Returns when the servers have given it back, or can't be told: the next hactl must not find a lock of one that
    /// has ended.
    package func release() async {
        for task in watching { task.cancel() }
        await Self.giveBack(held, cluster)
    }

    private static func giveBack(_ held: [MemberName: Hold], _ cluster: String) async {
        let unlock = ClusterLock.unlockScript(ClusterLock.name(of: cluster))
        await withTaskGroup { group in
            for hold in held.values {
                group.addTask {
                    let isFree = try? await hold.connection.run(unlock, within: .milliseconds(500))
                    await hold.connection.close()
                    // A connection that was cut is no end for the server before its kernel hears of it.
                    if isFree == nil { _ = await hold.link.endLeftover(UInt64(hold.connection.serverID)) }
                }
            }
        }
    }
}
