import HactlModel
import Testing

@testable import HactlPlan

@Suite struct NeededBinlogTests {
    private func scene(
        _ flavour: Flavour = .mariadb, needs file: String = "bin.000007", of numbers: ClosedRange<Int> = 7...16,
        keeping retention: BinlogRetention? = BinlogRetention(age: .seconds(864_000))
    ) -> Scene {
        var scene = Cast.of(flavour)
        scene.server("db1") { $0.binlog.retention = retention }
        scene.channel("db3") {
            $0.receiver = .connecting(error: "error 2003")
            $0.appliedUpTo = .file(name: file, position: 4)
        }
        scene.facts.members["db1"]?.logs = numbers.map {
            BinlogFile("bin." + String(String(1_000_000 + $0).dropFirst()), bytes: 1 << 20)
        }
        return scene
    }

    private func finding(_ scene: Scene) -> Finding? {
        HealthCatalog.findings(about: scene.cluster, seen: scene.facts, at: Moment(milliseconds: 0))
            .first { $0.code == "H05" }
    }

    @Test(arguments: [
        ("bin.000007", 7...16, true), ("bin.000008", 7...16, true), ("bin.000009", 7...16, false),
        ("bin.000016", 7...16, false),
        ("bin.000007", 7...9, false), ("log.000007", 7...16, false), ("bin", 7...16, false),
    ]) func theOldestFilesGoFirst(_ file: String, _ numbers: ClosedRange<Int>, _ isTold: Bool) {
        let found = finding(scene(needs: file, of: numbers))
        #expect((found != nil) == isTold)
        #expect(found.map { $0.subject == "db3" && $0.severity == .warning && $0.summary.contains(file) } ?? true)
    }

    @Test func aServerThatKeepsAllDropsNothing() {
        #expect(finding(scene(keeping: nil)) == nil)
        #expect(finding(scene(keeping: BinlogRetention(bytes: 1 << 30))) == nil)
    }

    @Test(arguments: [(13, false), (12, true), (9, true)]) func aLimitOfSize(_ number: Int, _ isTold: Bool) {
        let limit = BinlogRetention(bytes: 6 << 20)
        let found = finding(scene(needs: "bin." + String(String(1_000_000 + number).dropFirst()), keeping: limit))
        #expect((found?.summary.contains("6 MiB are kept") ?? false) == isTold)
    }

    @Test func whatIsGone() {
        let found = finding(scene(needs: "bin.000006"))
        #expect(found?.severity == .failure && found?.remedy.contains("hactl plan rebuild --to db3") == true)
        #expect(finding(scene(.mysql, needs: "bin.000006")) == nil, "GTIDs say what is lacking: P09")
    }

    @Test func aReplicaThatReceivesKeepsItsFile() {
        var scene = scene()
        scene.channel("db3") { $0.receiver = .running }
        #expect(finding(scene) == nil)
        scene.facts.members["db1"]?.logs = nil
        #expect(HealthCatalog.questions(about: scene.cluster, seen: scene.facts).isEmpty)
        scene.channel("db3") { $0.receiver = .stopped(error: "") }
        #expect(HealthCatalog.questions(about: scene.cluster, seen: scene.facts) == [.logs("db1")])
    }

    @Test func aHeartbeatHalfAsOldAsFilesMayBecome() {
        var scene = scene(needs: "bin.000016", keeping: BinlogRetention(age: .seconds(7200)))
        scene.server("db1") { $0.heartbeat = .seen(.zero) }
        scene.server("db3") { $0.heartbeat = .seen(.seconds(3599)) }
        #expect(finding(scene) == nil)
        scene.server("db3") { $0.heartbeat = .seen(.seconds(3600)) }
        #expect(finding(scene)?.summary == "db3 doesn't receive and is 1h behind, and db1 drops its log after 2h")
    }
}
