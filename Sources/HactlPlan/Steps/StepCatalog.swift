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

        init(_ type: any Step.Type, _ summary: String, example: String) {
            self.type = type
            self.summary = summary
            self.example = example
        }
    }

    package static let all: [Entry] = [
        Entry(
            Sync.self,
            "Waits until a replica has what its source had at that moment: before the freeze, to make it short; "
                + "at the end, to prove that replicas receive what the new primary writes.",
            example: "{on: candidate, source: primary, within: 10s}"),
        Entry(
            TryLogin.self,
            "Logs in with the replication account, from the host that will follow, before anything is frozen.",
            example: "{on: primary, source: candidate}"),
        Entry(
            DefendAddress.self,
            "Asks the network, from the member that is to take the writer VIP, whether a stranger answers for it.",
            example: "{on: candidate}"),
        Entry(
            StopEvents.self,
            "Disables the enabled events, as they stand on a replica, without writing to the binlog.",
            example: "{on: primary}"),
        Entry(
            Close.self,
            "Closes the primary to writes, also for privileged sessions where the server can, and proves it.",
            example: "{on: primary, lock-wait: 1s}"),
        Entry(
            EndSessions.self, "Ends the clients' sessions on a server that is closed.",
            example: "{on: primary}"),
        Entry(
            CatchUp.self,
            "Waits until a replica has every transaction of a closed source, and shows that it stands still.",
            example: "{on: candidate, source: primary, within: limits.freeze}"),
        Entry(
            RouteWrites.self, "Leads writes to a member: its host takes and announces the writer VIP.",
            example: "{to: candidate}"),
        Entry(
            AdmitHolder.self,
            "Has keepalived carry the writer VIP on a member instead of the old holder; `route-writes` does it where keepalived carries "
                + "the address.",
            example: "{to: candidate}"),
        Entry(
            BarHolder.self,
            "Sees to it that keepalived does not carry the writer VIP on a member; `release-writes` does it where keepalived carries the "
                + "address.",
            example: "{from: old-primary}"),
        Entry(
            PrepareRoutes.self,
            "Puts the file with which a proxy would lead writes to a member beside the one in force, and has the proxy try it.",
            example: "{to: candidate}"),
        Entry(
            RouteProxy.self,
            "Makes each proxy lead writes to a member alone; `route-writes` does it beside moving the address.",
            example: "{to: candidate}"),
        Entry(
            EndRoutes.self,
            "Ends the sessions that proxies still hold on servers to which they no longer lead.",
            example: "{to: candidate}"),
        Entry(
            ExpelRoute.self,
            "Takes a dead primary from proxies that move servers by themselves, so that it can't become a writer there again.",
            example: "{of: old-primary}"),
        Entry(
            AdmitRoute.self,
            "Has proxies that move servers by themselves know a member again, as one that serves reads.",
            example: "{of: old-primary}"),
        Entry(
            KeepRoutes.self,
            "Makes each proxy lead writes there after a reload, too: the prepared file takes the old one's place.",
            example: "{on: candidate}"),
        Entry(
            Open.self,
            "Opens the new primary to writes: the commit point. Refuses unless the old one is closed and "
                + "everything it had is there.",
            example: "{on: candidate}"),
        Entry(
            Fence.self,
            "Keeps a dead primary from taking writes, and sees it from another host: read-only where it answers, its "
                + "server stopped and closed to the network where only its host does, its power taken where nothing "
                + "does and the inventory has a command for it.",
            example: "{on: primary}"),
        Entry(
            StopReceiving.self,
            "Stops what members receive from a dead primary, and lets them go on applying.",
            example: "{on: survivors}"),
        Entry(
            ApplyReceived.self, "Waits until a member has applied everything that it has received.",
            example: "{on: candidate, within: 60s}"),
        Entry(
            Feed.self,
            "Gives a candidate what another survivor has and it lacks: it follows that one until it has it.",
            example: "{on: candidate, source: feeder, within: 60s}"),
        Entry(
            Promote.self,
            "Opens a replica to writes in the place of a dead primary: the commit point of a failover. Refuses unless "
                + "that one is fenced and the candidate has all that any survivor has.",
            example: "{on: candidate}"),
        Entry(
            Unfence.self,
            "Lets a fenced server come back, read-only, so that it can be judged; if it can't be taken back, the fence goes "
                + "up again.",
            example: "{on: old-primary, within: 10m}"),
        Entry(
            PrepareCopy.self, "Loads what a copy needs (MySQL's clone plugin) where it is not there; it stays.",
            example: "{on: [donor, recipient]}"),
        Entry(
            CopyData.self,
            "Puts a donor's data in the place of all that a member has: the commit point of a rebuild. `at-most` is in MiB a "
                + "second.",
            example: "{on: recipient, from: donor, at-most: 100, within: 12h}"),
        Entry(
            CloseRing.self,
            "Makes a primary follow its partner again, where the inventory names them as partners (dual primary).",
            example: "{on: candidate, partner: old-primary}"),
        Entry(
            ReleaseWrites.self, "Takes the writer VIP off the old holder, once the new one has it.",
            example: "{from: old-primary}"),
        Entry(
            RouteReads.self,
            "Leads the readers' addresses to members that are fit to serve reads, spread evenly; an address stays where it is "
                + "as long as it may. What `serve-reads` does, it does beside.",
            example: "{}"),
        Entry(
            DrainReads.self,
            "Has proxies give members no new reading connections before they follow another source; those that are open stay. "
                + "Never the last one: then the source takes its place.",
            example: "{on: [old-primary, replicas], source: candidate}"),
        Entry(
            ServeReads.self,
            "Has proxies give new reading connections to exactly those that are fit to serve reads; whoever was drained comes back "
                + "once it follows in time.",
            example: "{}"),
        Entry(
            StopFollowing.self, "Stops a member's replication and keeps its settings.",
            example: "{on: candidate}"),
        Entry(
            Follow.self, "Makes members follow a source, and sees them connected.",
            example: "{on: [old-primary, replicas], source: candidate}"),
        Entry(
            SemiSyncRole.self, "Gives a member its side of semi-synchronous replication.",
            example: "{on: candidate, role: source}"),
        Entry(
            StartEvents.self,
            "Enables the events that were enabled on the old primary, without writing to the binlog.",
            example: "{on: candidate}"),
        Entry(
            WriteMarker.self, "Writes a row on the new primary that names the run.",
            example: "{on: candidate}"),
        Entry(
            PersistRoles.self, "Makes members come back read-only from a restart.",
            example: "{on: members}"),
        Entry(
            ForgetSource.self, "Makes a new primary forget whom it followed.",
            example: "{on: candidate}"),
        Entry(
            TellStayers.self,
            "Tells what still leads to the former primary, and which clients are there. Changes nothing.",
            example: "{on: old-primary}"),
        Entry(
            TellLoss.self,
            "Says what was lost with a dead primary whose host answers: what its log holds and nobody had received.",
            example: "{on: primary, within: 10s}"),
        Entry(
            Verify.self, "Asks the endpoint who answers there: it must be the new primary, writable.",
            example: "{through: endpoints}"),
        Entry(
            RunStep.self,
            "Runs a command on a member's host. Give an undo, or `undo: none` when nothing needs undoing.",
            example: "{on: primary, command: [/usr/local/bin/pause-batch], undo: [/usr/local/bin/resume-batch], "
                + "timeout: 5s}"),
        Entry(
            SQLStep.self, "Runs a statement on a member.",
            example: "{on: primary, statement: 'CALL pause_batch()', undo: 'CALL resume_batch()'}"),
    ]

    /// What the kinds are called. Spelled out: a key path through `any Step.Type` crashes Swift 6.3.1.
    package static var words: [String] { all.map { $0.type.kind.name } }

    package static func entry(of kind: StepKind) -> Entry? { all.first { $0.type.kind == kind } }
}
