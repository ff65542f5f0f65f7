import HactlModel
import HactlPlan

extension CheckCases {
    static let replication = [running, lag, delay, semiSync]

    private static let running = CaseList(ReplicationRunning.self)
        .refuses("db2", "the applier on db2 is stopped by an error (Duplicate entry '7')") {
            $0.channel("db2") { $0.applier = .stopped(error: "Duplicate entry '7'") }
        }
        .refuses("db3", "the receiver on db3 is connecting (Access denied)") {
            $0.channel("db3") { $0.receiver = .connecting(error: "Access denied") }
        }
        .refuses("db3", "the receiver of channel up on db3 is stopped") {
            $0.channel("db3") {
                $0.name = "up"
                $0.receiver = .stopped(error: "")
            }
        }

    private static let lag = CaseList(ReplicationLag.self)
        .fine("exactly the limit") { $0.channel("db2") { $0.lag = 5 } }
        .fine("a channel that does not run is for P05") {
            $0.channel("db2") {
                $0.lag = nil
                $0.applier = .stopped(error: "")
            }
        }
        .fine("a limit of its own", with: ["at-most": "1m"]) { $0.channel("db2") { $0.lag = 60 } }
        .objects("db2", "db2 lags 6s, more than the limit of 5s") { $0.channel("db2") { $0.lag = 6 } }
        .objects("db2", "more than the limit of 1s", with: ["at-most": "1s"]) { $0.channel("db2") { $0.lag = 2 } }
        .objects("db2", "the lag of db2 can't be told") { $0.channel("db2") { $0.lag = nil } }
        .warns("db3", "it is not the candidate") { $0.channel("db3") { $0.lag = 900 } }

    private static let delay = CaseList(NoDelay.self)
        .refuses("db2", "db2 is delayed by 3600s on purpose") { $0.channel("db2") { $0.delay = 3600 } }
        .notes("db3", "that much later") { $0.channel("db3") { $0.delay = 3600 } }

    private static let healthy = SemiSyncFacts(
        sourceEnabled: true, replicaEnabled: false, sourceActive: true, connectedReplicas: 2)
    private static let acknowledging = SemiSyncFacts(sourceEnabled: false, replicaEnabled: true)

    private static func useSemiSync(_ scene: inout Scene, _ source: SemiSyncFacts) {
        scene.server("db1") { $0.semiSync = source }
        for name: MemberName in ["db2", "db3"] { scene.server(name) { $0.semiSync = acknowledging } }
    }

    private static let semiSync = CaseList(SemiSync.self)
        .fine("on, active and acknowledged") { useSemiSync(&$0, healthy) }
        .fine("there, but not used") {
            $0.server("db1") { $0.semiSync = SemiSyncFacts(sourceEnabled: false, replicaEnabled: false) }
        }
        .objects("db1", "has fallen back: commits wait for nobody") {
            var fallen = healthy
            fallen.sourceActive = false
            useSemiSync(&$0, fallen)
        }
        .objects("db1", "waits for 2 acknowledgements and has 1 semi-sync replica") {
            var starved = healthy
            (starved.waitCount, starved.connectedReplicas) = (2, 1)
            useSemiSync(&$0, starved)
        }
        .warns("db1", "waits AFTER_COMMIT") {
            var late = healthy
            late.waitPoint = "AFTER_COMMIT"
            useSemiSync(&$0, late)
        }
        .objects("db2", "db2 has no semi-sync") {
            useSemiSync(&$0, healthy)
            $0.server("db2") { $0.semiSync = nil }
        }
        .warns("db2", "does not acknowledge") {
            useSemiSync(&$0, healthy)
            $0.server("db2") { $0.semiSync?.replicaEnabled = false }
        }
}
