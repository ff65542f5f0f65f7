import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// The right to change a cluster, kept on the servers themselves: a named lock on a majority of the members, held by a
/// connection each and gone with it, however hactl ends (GET_LOCK in both products' manuals). It works on read-only
/// servers and needs no privilege.
package actor ServerLock: HeldLock {
    private let held: [MemberName: SQLConnection]
    private let majority: Int
    private var lost: Set<MemberName> = []
    private var watching: Task<Void, Never>?

    private init(held: [MemberName: SQLConnection], majority: Int) {
        self.held = held
        self.majority = majority
    }

    /// Asks every member at once. With less than a majority everything is given back.
    package static func take(on links: [Link], cluster: String, within limit: Duration) async -> Result {
        let answers = await withTaskGroup(of: (MemberName, Bid).self) { group in
            for link in links {
                group.addTask { (link.member.name, await bid(on: link, cluster: cluster, within: limit)) }
            }
            var answers: [MemberName: Bid] = [:]
            for await (name, bid) in group { answers[name] = bid }
            return answers
        }
        let result = await weigh(answers, majority: links.count / 2 + 1)
        if case .taken(let lock) = result { await lock.watch(cluster) }
        return result
    }

    package enum Result: Sendable {
        case taken(ServerLock)
        /// Somebody else has it on at least one member.
        case held([MemberName: LockHolder])
        /// Too few members could be asked.
        case tooFew([MemberName: String])
    }

    private enum Bid: Sendable {
        case won(SQLConnection)
        case lost(LockHolder?)
        case unseen(String)
    }

    private static func bid(on link: Link, cluster: String, within limit: Duration) async -> Bid {
        do throws(SQLFailure) {
            let connection = try await link.separateSQL(within: limit)
            let name = ClusterLock.name(of: cluster)
            do throws(ScriptTrouble) {
                if try await connection.run(ClusterLock.lockScript(name), within: limit) { return .won(connection) }
                let holder = try await connection.run(ClusterLock.holderScript(name), within: limit)
                await connection.close()
                return .lost(holder)
            } catch {
                return .unseen("the lock could not be asked for")
            }
        } catch {
            return .unseen(error.message)
        }
    }

    private static func weigh(_ answers: [MemberName: Bid], majority: Int) async -> Result {
        var won: [MemberName: SQLConnection] = [:]
        var holders: [MemberName: LockHolder] = [:]
        var unseen: [MemberName: String] = [:]
        for (name, bid) in answers {
            switch bid {
            case .won(let connection): won[name] = connection
            case .lost(let holder): if let holder { holders[name] = holder }
            case .unseen(let reason): unseen[name] = reason
            }
        }
        let someoneElse = answers.values.contains { if case .lost = $0 { true } else { false } }
        if !someoneElse, won.count >= majority { return .taken(ServerLock(held: won, majority: majority)) }
        for connection in won.values { await connection.close() }
        return someoneElse ? .held(holders) : .tooFew(unseen)
    }

    /// What the watch found last: nothing is asked over the network here, for a walk asks between any two stages.
    package func loss() async -> String? {
        let alive = held.keys.filter { !lost.contains($0) }.count
        if alive >= majority { return nil }
        return "it is gone on \(lost.sorted().map(\.text).joined(separator: ", "))"
    }

    /// Asks each server again and again whether the lock is still ours: a session that was killed or a server that was
    /// restarted says nothing by itself.
    private func watch(_ cluster: String) {
        let name = ClusterLock.name(of: cluster)
        watching = Task { [held, weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pace)
                for (member, connection) in held {
                    let holder = try? await connection.run(ClusterLock.holderScript(name), within: .seconds(2))
                    if holder?.isOwn != true { await self?.lose(member) }
                }
            }
        }
    }

    private static let pace = Duration.milliseconds(500)

    private func lose(_ member: MemberName) { lost.insert(member) }

    package func release() async {
        watching?.cancel()
        for connection in held.values { await connection.close() }
    }
}
