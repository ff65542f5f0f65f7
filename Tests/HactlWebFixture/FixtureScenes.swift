import HactlModel
import HactlPlan
import HactlReport

/// What the page of a night shows: `shop` is ill, `mail` has lost its primary and is paused, `archive` is well. Then `shop`'s primary dies, a
/// replica takes its place, and somebody starts the old one again.
package enum FixtureScenes {
    /// - Parameter crowd: how many clusters there are beside; all are well.
    package static func statuses(at moment: Moment, after turn: Int, beside crowd: Int = 0) -> [ClusterStatus] {
        let others = (0..<crowd).map { number in
            var status = archive(at: moment)
            status.cluster = "other\(number + 1)"
            return status
        }
        return [shop(at: moment, after: turn), mail(at: moment), archive(at: moment)] + others
    }

    private static let names: [MemberName] = ["db1", "db2", "db3", FixtureCluster.evil, "db5"]

    private static func shop(at moment: Moment, after turn: Int) -> ClusterStatus {
        var cluster = FixtureCluster("shop", names, proxies: ["px1", "px2"])
        cluster.follow("db3", "db2", lag: 7)
        cluster.lose("db5", .timedOut, "10.0.0.15:3306 within 2s")
        switch turn {
        case 0: return shopIll(cluster, moment)
        case 1: return shopDead(&cluster, moment)
        case 2: return shopMoved(&cluster, moment)
        default: return shopTorn(&cluster, moment)
        }
    }

    private static func shopIll(_ cluster: FixtureCluster, _ moment: Moment) -> ClusterStatus {
        let verdict = Verdict(of: "db1", in: cluster.cluster, seen: cluster.facts)
        return ClusterStatus(
            of: cluster.health(primary: "db1", [lagging, unreachable], at: moment),
            verdict: DatedVerdict(verdict, at: moment + .seconds(-600)), stand: .leading)
    }

    private static func shopDead(_ cluster: inout FixtureCluster, _ moment: Moment) -> ClusterStatus {
        cluster.facts.members["db1"] = MemberFacts(
            instance: .unseen(Unreachable(.refused, detail: "10.0.0.11:3306")),
            host: .seen(HostFacts(interfaces: [InterfaceFacts(name: "eth0")])))
        for name: MemberName in ["db2", FixtureCluster.evil] { cluster.starve(name) }
        let verdict = Verdict(of: "db1", in: cluster.cluster, seen: cluster.facts)
        return ClusterStatus(
            of: cluster.health(primary: nil, [nobody, unreachable], at: moment),
            verdict: DatedVerdict(verdict, at: moment), stand: .leading,
            running: RunUnderway(
                id: "shop-20261121T030512-7f3a", playbook: "failover", done: 4, of: 15,
                words: "Fence db1: its process is ended"))
    }

    private static func shopMoved(_ cluster: inout FixtureCluster, _ moment: Moment) -> ClusterStatus {
        cluster.lose("db1", .refused, "10.0.0.11:3306")
        cluster.follow("db2", nil, lag: 0)
        cluster.follow("db3", "db2", lag: 0)
        cluster.follow(FixtureCluster.evil, "db2", lag: 1)
        for proxy: ProxyName in ["px1", "px2"] { cluster.lead(proxy, to: "db2") }
        return ClusterStatus(
            of: cluster.health(primary: "db2", [unreachable], at: moment), stand: .leading)
    }

    private static func shopTorn(_ cluster: inout FixtureCluster, _ moment: Moment) -> ClusterStatus {
        cluster.follow("db2", nil, lag: 0)
        return ClusterStatus(
            of: cluster.health(primary: nil, [torn], at: moment), stand: .cutOff(reason: "it sees two of etcd's three"))
    }

    private static func mail(at moment: Moment) -> ClusterStatus {
        var cluster = FixtureCluster("mail", ["mx1", "mx2"])
        cluster.lose("mx1", .timedOut)
        let verdict = Verdict(of: "mx1", in: cluster.cluster, seen: cluster.facts)
        return ClusterStatus(
            of: cluster.health(primary: nil, [nobody], at: moment), verdict: DatedVerdict(verdict, at: moment),
            stand: .standingBy(leader: "monitor2 (pid 812)"),
            pause: Pause(until: moment + .seconds(5400), who: "ana (web, from 127.0.0.1)", reason: "new disks in mx1"),
            holdsBack: ["it is paused until the disks of mx1 are in", "another watch leads: monitor2 (pid 812)"])
    }

    private static func archive(at moment: Moment) -> ClusterStatus {
        let cluster = FixtureCluster("archive", ["ar1", "ar2", "ar3"])
        return ClusterStatus(
            of: cluster.health(primary: "ar1", at: moment),
            stand: .lookingOnly(because: "its policy names nothing that may be done unattended"))
    }

    private static let lagging = Finding(
        "P06", .warning, on: "db3", "db3 lags 7s",
        remedy: "Wait until it has caught up, or see what keeps its applier busy: SHOW PROCESSLIST on db3.")
    private static let unreachable = Finding(
        "P01", .warning, on: "db5", "db5 can't be seen over SQL (timed out: 10.0.0.15:3306 within 2s)",
        remedy: "See whether its host is up: ssh ops@10.0.0.15")
    private static let torn = Finding(
        "P02", .failure, "db1 and db2 both take writes", remedy: "Close one of them: SET GLOBAL super_read_only = ON.")
    private static let nobody = Finding(
        "P02", .failure, "nobody takes writes: <img src=x onerror=\"document.title='owned'\">",
        remedy: "See why: hactl verdict --cluster shop")
}
