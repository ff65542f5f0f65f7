import ArgumentParser
import Glibc
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// What alerting asks for: find out for oneself what is the matter with a cluster, and do what its policy allows. Asked twice for
/// the same alert it acts once.
struct Remedy {
    let desk: Desk
    let options: PlanOptions
    let output: OutputOptions
    let signals: any Interruption
    /// Which alert; `nil` where nobody said: then it is judged anew each time.
    let key: String?

    enum End {
        /// Done by another delivery, or being done.
        case handled(String)
        /// Nothing has to be done, or can be; a sentence.
        case nothing(String)
        case ended(RunEnd)
    }

    init(at desk: Desk, options: PlanOptions, output: OutputOptions, signals: any Interruption, for key: String?) {
        var desk = desk
        desk.agent = "remediation"
        self.desk = desk
        self.options = options
        self.output = output
        self.signals = signals
        self.key = key
    }

    /// After a refusal the same alert is not looked into again before this.
    private static let coolDown = Duration.seconds(60)

    func apply() async throws -> End {
        if let obstacle = desk.runs.prepare() {
            throw Quit(obstacle, hint: "Name another folder with --state.", code: .configuration)
        }
        if let words = try handledWords() { return .handled(words) }
        switch LocalLock.take(desk.runs.remedyLock(of: desk.cluster.name), saying: "process \(getpid())") {
        case .failure(.held(let holder)): return .handled("\(holder) is at it")
        case .failure(.unusable(let reason)):
            throw Quit(
                "The lock for remedies can't be taken: \(reason).", hint: "Name another folder with --state.",
                code: .configuration)
        case .success(let lock):
            defer { withExtendedLifetime(lock) {} }
            // Another delivery may have come to its end meanwhile.
            if let words = try handledWords() { return .handled(words) }
            return try await applyOnce()
        }
    }

    private var book: AlertBook { AlertBook(of: desk.cluster.name, in: desk.runs) }

    /// What another delivery has done. One that was refused a moment ago ends as it did: whoever sends again what failed goes on to.
    private func handledWords() throws -> String? {
        guard let key, let entry = book.entry(for: key) else { return nil }
        if entry.isFinal { return "at \(entry.at): \(entry.words)" }
        let age = SystemClock.now() - entry.at
        guard age < Self.coolDown else { return nil }
        throw Quit(
            "This alert was looked into \(age.words) ago, and refused: \(entry.words)",
            hint: "It is looked into again \(Self.coolDown.words) after that.", code: .init(entry.exitCode))
    }

    private func applyOnce() async throws -> End {
        do {
            let end = try await act()
            try note(end.words, exitCode: end.exitCode, isFinal: true)
            return end
        } catch let quit as Quit {
            try note(quit.refusal.problem, exitCode: quit.code.rawValue, isFinal: false)
            throw quit
        }
    }

    private func note(_ words: String, exitCode: Int32, isFinal: Bool) throws {
        guard let key else { return }
        let entry = AlertBook.Entry(key: key, at: SystemClock.now(), words: words, exitCode: exitCode, isFinal: isFinal)
        guard let obstacle = book.note(entry) else { return }
        throw Quit(
            "That alert \(key) was handled can't be noted: \(obstacle)",
            hint: "It was: \(words). Another delivery would be judged anew.", code: .configuration)
    }

    private func act() async throws -> End {
        let secrets = SecretBook()
        let world = LiveWorld(to: desk.cluster, secrets: secrets)
        world.warmUp()
        let errand = Errand(
            desk: desk, world: world, secrets: secrets, options: options, output: output, signals: signals,
            consent: .policy)
        do {
            let end = try await act(errand)
            await world.close()
            return end
        } catch {
            await world.close()
            throw error
        }
    }

    private func act(_ errand: Errand) async throws -> End {
        if let unfinished = desk.unfinishedRun { return .ended(try await errand.resume(unfinished)) }
        let emergency = await Emergency(of: desk.cluster, in: errand.world)
        guard let verdict = emergency.verdict else { throw desk.undecided(emergency) }
        switch verdict.kind {
        case .unknown, .observerIsolated: throw desk.undecided(emergency)
        case .healthy: return try await tidyUp(errand, verdict)
        default: break
        }
        guard desk.cluster.policy.unattended.contains(verdict.kind) else { throw notAllowed(verdict) }
        return .ended(optional: try await errand.run("failover"), else: verdict.sentence)
    }

    /// The primary lives: what is left is what clients are led to.
    private func tidyUp(_ errand: Errand, _ verdict: Verdict) async throws -> End {
        let words = "Nothing to do: \(verdict.sentence)."
        if desk.cluster.policy.maintenance || desk.pause != nil { return .nothing(words) }
        if try await desk.calm(for: "reconcile", in: errand.world) != nil { return .nothing(words) }
        return .ended(optional: try await errand.run("reconcile"), else: words)
    }

    private func notAllowed(_ verdict: Verdict) -> Quit {
        Quit(
            HactlReport.Refusal(
                "\(verdict.sentence), and the policy does not name that verdict; nothing was changed.",
                details: verdict.evidence,
                hint: "A person may do it: hactl plan failover --cluster \(desk.cluster.name)"),
            code: .refused)
    }
}

extension Remedy.End {
    fileprivate static func ended(optional end: RunEnd?, else words: String) -> Remedy.End {
        end.map { .ended($0) } ?? .nothing(words)
    }

    var exitCode: Int32 {
        if case .ended(let end) = self { return end.exitCode }
        return 0
    }

    /// One line.
    var words: String {
        switch self {
        case .handled(let words): "already handled (\(words))"
        case .nothing(let words): words
        case .ended(let end): "\(end.plan.playbook) \(end.run): \(end.outcome.words)"
        }
    }
}
