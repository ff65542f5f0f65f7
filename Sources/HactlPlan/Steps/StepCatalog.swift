import HactlModel

/// Every kind of step there is. A new kind is a file beside this one and a line here; its tests and its reference
/// follow from the line.
package enum StepCatalog {
    package struct Entry: Sendable {
        package let type: any Step.Type
        /// One sentence for the reference.
        package let summary: String
        /// Arguments as a playbook writes them.
        package let example: String
    }

    package static let all: [Entry] = [
        Entry(
            type: Sync.self,
            summary: "Waits until a replica has what its source had at that moment: before the freeze, to make it short; "
                + "at the end, to prove that replicas receive what the new primary writes.",
            example: "{on: candidate, source: primary, within: 10s}"),
        Entry(
            type: StopEvents.self,
            summary: "Disables the enabled events, as they stand on a replica, without writing to the binlog.",
            example: "{on: primary}"),
        Entry(
            type: Close.self,
            summary: "Closes the primary to writes, also for privileged sessions where the server can, and proves it.",
            example: "{on: primary, lock-wait: 1s}"),
        Entry(
            type: EndSessions.self, summary: "Ends the clients' sessions on a server that is closed.",
            example: "{on: primary}"),
        Entry(
            type: CatchUp.self,
            summary: "Waits until a replica has every transaction of a closed source, and shows that it stands still.",
            example: "{on: candidate, source: primary, within: limits.freeze}"),
        Entry(
            type: RouteWrites.self, summary: "Leads writes to a member: its host takes and announces the writer VIP.",
            example: "{to: candidate}"),
        Entry(
            type: Open.self,
            summary: "Opens the new primary to writes: the commit point. Refuses unless the old one is closed and "
                + "everything it had is there.",
            example: "{on: candidate}"),
        Entry(
            type: ReleaseWrites.self, summary: "Takes the writer VIP off the old holder, once the new one has it.",
            example: "{from: old-primary}"),
        Entry(
            type: StopFollowing.self, summary: "Stops a member's replication and keeps its settings.",
            example: "{on: candidate}"),
        Entry(
            type: Follow.self, summary: "Makes members follow a source, and sees them connected.",
            example: "{on: [old-primary, replicas], source: candidate}"),
        Entry(
            type: SemiSyncRole.self, summary: "Gives a member its side of semi-synchronous replication.",
            example: "{on: candidate, role: source}"),
        Entry(
            type: StartEvents.self,
            summary: "Enables the events that were enabled on the old primary, without writing to the binlog.",
            example: "{on: candidate}"),
        Entry(
            type: WriteMarker.self, summary: "Writes a row on the new primary that names the run.",
            example: "{on: candidate}"),
        Entry(
            type: PersistRoles.self, summary: "Makes members come back read-only from a restart.",
            example: "{on: members}"),
        Entry(
            type: ForgetSource.self, summary: "Makes a new primary forget whom it followed.",
            example: "{on: candidate}"),
        Entry(
            type: Verify.self, summary: "Asks the endpoint who answers there: it must be the new primary, writable.",
            example: "{through: endpoints}"),
        Entry(
            type: RunStep.self,
            summary: "Runs a command on a member's host. Give an undo, or `undo: none` when nothing needs undoing.",
            example: "{on: primary, command: [/usr/local/bin/pause-batch], undo: [/usr/local/bin/resume-batch], "
                + "timeout: 5s}"),
        Entry(
            type: SQLStep.self, summary: "Runs a statement on a member.",
            example: "{on: primary, statement: 'CALL pause_batch()', undo: 'CALL resume_batch()'}"),
    ]

    package static func entry(of kind: StepKind) -> Entry? { all.first { $0.type.kind == kind } }
}
