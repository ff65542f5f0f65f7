import HactlModel
import HactlPlan

/// A plan and all that is told with it.
package struct PlanReport: Sendable {
    package var plan: Plan
    package var cluster: Cluster
    package var facts: Facts
    package var findings: [Finding]
    /// How many checks found nothing.
    package var passed: Int
    /// Why this candidate and no other, as sentences.
    package var election: [String]
    package var errant: Set<MemberName>
    package var observedAt: Moment
    /// How old what was seen is by now.
    package var age: Duration?
    /// A round trip as it was measured while looking.
    package var roundTrip: Duration?

    package init(
        plan: Plan, cluster: Cluster, facts: Facts, findings: [Finding], passed: Int, election: [String] = [],
        errant: Set<MemberName> = [], observedAt: Moment, age: Duration? = nil, roundTrip: Duration? = nil
    ) {
        self.plan = plan
        self.cluster = cluster
        self.facts = facts
        self.findings = findings
        self.passed = passed
        self.election = election
        self.errant = errant
        self.observedAt = observedAt
        self.age = age
        self.roundTrip = roundTrip
    }

    var tree: TopologyTree { TopologyTree(of: cluster, seen: facts, errant: errant) }
}
