import HactlModel
import HactlPlan

/// The record of a run, written ahead of what it tells. What a run that died has done is read from it together with
/// a look at the world; it is never replayed.
package protocol Journal: Sendable {
    /// Adds lines. With `durably` it returns only when they would survive a power loss.
    func append(_ entries: [JournalEntry], durably: Bool) async throws(JournalFailure)
}

/// The journal can't be written: nothing more may be done that it should have told first.
package struct JournalFailure: Error, Equatable, Sendable {
    package var message: String

    package init(_ message: String) { self.message = message }
}

/// One line of a journal.
package enum JournalEntry: Equatable, Sendable, Codable {
    /// The plan, and the world before it.
    case started(Plan, before: Facts, by: Operator)
    /// The way back from a step, before it is tried.
    case intended(StepPlace, title: String, undo: Undo)
    case satisfied(StepPlace, title: String, because: String, skipped: Bool)
    case failed(StepPlace, title: String, because: String)
    /// Without GTIDs: where everybody goes on in the logs of others. Once a server is open nobody can tell it any more.
    case handovers([MemberName: Handover])
    /// The commit point: from here on there is only forward.
    case committing(StepPlace)
    case goingBack(because: String)
    case putBack(StepPlace)
    case notPutBack(StepPlace, because: String)
    /// The write outage as seen through the endpoint.
    case outage(Outage)
    case finished(Outcome)
}

/// Which step of a plan, counted from 0.
package struct StepPlace: Hashable, Sendable, Codable {
    package var stage: Int
    package var step: Int

    package init(stage: Int, step: Int) {
        self.stage = stage
        self.step = step
    }
}

/// Who runs hactl, and where.
package struct Operator: Hashable, Sendable, Codable {
    package var who: String
    package var process: Int
    /// The run this one goes on with.
    package var resumes: String?
    /// hactl's own sessions on the servers, so that a later run can end what this one left behind.
    package var sessions: [MemberName: [UInt64]]
    /// Which boot of its machine; `nil` where that can't be told.
    package var boot: String?
    /// What acted where no person did: `watch`, `remediation`.
    package var agent: String?
    /// The drill that the run belongs to, named after the run that began it; `nil` where it is in earnest.
    package var drill: String?

    package init(
        who: String, process: Int, resumes: String? = nil, sessions: [MemberName: [UInt64]] = [:], boot: String? = nil,
        agent: String? = nil, drill: String? = nil
    ) {
        self.agent = agent
        self.drill = drill
        self.who = who
        self.process = process
        self.resumes = resumes
        self.sessions = sessions
        self.boot = boot
    }
}

/// How long nobody took writes, as seen through the endpoint.
package struct Outage: Hashable, Sendable, Codable {
    /// From the last moment it was seen open to the first it was open again.
    package var length: Duration
    package var samples: Int
    /// It had not ended when the run did.
    package var goesOn: Bool

    package init(length: Duration, samples: Int, goesOn: Bool = false) {
        self.length = length
        self.samples = samples
        self.goesOn = goesOn
    }
}
