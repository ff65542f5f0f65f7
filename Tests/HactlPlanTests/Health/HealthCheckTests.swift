import HactlModel
import Testing

@testable import HactlPlan

@Suite struct HealthCheckTests {
    private static let now = Moment(milliseconds: 1_795_221_543_000)

    private func findings(_ scene: Scene) -> [Finding] {
        HealthCatalog.findings(about: scene.cluster, seen: scene.facts, at: Self.now)
    }

    @Test func aClusterThatIsWellHasNone() {
        #expect(findings(Cast.mysql()).isEmpty && findings(Cast.mariadb()).isEmpty)
        #expect(Set(HealthCatalog.all.map { $0.code }).count == HealthCatalog.all.count)
        #expect(HealthCatalog.all.allSatisfy { !CheckCatalog.codes.contains($0.code) })
    }

    @Test(
        arguments: [
            (15, nil, ""), (13, Finding.Severity.warning, "expires in 13 days"), (1, .warning, "expires in a day"),
            (0, .failure, "has expired"), (-400, .failure, "has expired"),
        ] as [(Int, Finding.Severity?, String)])
    func certificatesExpire(_ days: Int, _ severity: Finding.Severity?, _ words: String) {
        var scene = Cast.mariadb()
        scene.server("db2") { $0.certificateEnd = Self.now + .seconds(days * 86_400) }
        let found = findings(scene)
        #expect(found.map(\.severity) == [severity].compactMap(\.self))
        #expect(found.first?.summary.contains(words) ?? true)
        #expect(found.first?.remedy.contains("FLUSH SSL") ?? true)
    }

    @Test(
        arguments: [
            (Flavour.mysql, 1, 7, "replica_parallel_workers"), (.mysql, 0, 2, "replica_parallel_workers"),
            (.mariadb, 0, 7, "slave_parallel_threads"), (.mysql, 4, 7, nil), (.mysql, 1, 1, nil), (.mysql, 1, nil, nil),
            (.mysql, nil, 7, nil),
        ] as [(Flavour, Int?, Int?, String?)])
    func oneThreadAloneThatLags(_ flavour: Flavour, _ workers: Int?, _ lag: Int?, _ remedy: String?) {
        var scene = Cast.of(flavour)
        scene.channel("db3") { ($0.workers, $0.lag) = (workers, lag) }
        let found = findings(scene)
        #expect(found.isEmpty == (remedy == nil))
        if let remedy { #expect(found.first?.subject == "db3" && found.first?.remedy.contains(remedy) == true) }
    }

    @Test(
        arguments: [(11, nil), (9, .warning), (3, .warning), (2, .failure), (0, .failure)]
            as [(Int64, Finding.Severity?)])
    func aDiskThatFills(_ percent: Int64, _ severity: Finding.Severity?) {
        var scene = Cast.mysql()
        scene.host("db3") { ($0.diskBytes, $0.freeBytes) = (1 << 40, (1 << 40) / 100 * percent + (1 << 30)) }
        let found = findings(scene)
        #expect(found.map(\.severity) == [severity].compactMap(\.self))
        #expect(found.first?.summary.contains("\(percent) % are free") ?? true)
    }

    @Test func aFenceThatWasForgotten() {
        var scene = Cast.mysql()
        scene.host("db2") { $0.daemon.isFenced = true }
        #expect(findings(scene).map(\.code) == ["H06"])
        scene.loseServer("db2")
        #expect(findings(scene).isEmpty, "P01 has said it")
    }

    @Test func whatHurtsNobodyNowIsAWarning() {
        let (light, grave) = (Finding("P18", .failure, "a", remedy: "b"), Finding("P05", .failure, "a", remedy: "b"))
        #expect(HealthCatalog.tempered(light).severity == .warning)
        #expect(HealthCatalog.tempered(grave) == grave)
    }

    /// From 8.4 on the primary writes down by itself what may be applied side by side.
    @Test func anOldPrimaryHasToSayWhatMayBeAppliedSideBySide() {
        var scene = Cast.mysql()
        scene.channel("db3") { ($0.workers, $0.lag) = (1, 9) }
        #expect(findings(scene).first?.remedy.contains("WRITESET") == false)
        scene.server("db3") { $0.identity.version = ServerVersion(8, 0, 36) }
        #expect(findings(scene).first?.remedy.contains("WRITESET") == true)
    }

    @Test(
        arguments: [
            ("Nov 21 01:19:03 2026 GMT", 1_795_223_943_000), ("Jan  1 00:00:00 1970 GMT", 0),
            ("Feb 29 12:00:00 2028 GMT", 1_835_438_400_000), ("", nil), ("soon", nil), ("Foo 1 00:00:00 2026 GMT", nil),
            ("Nov 21 2026 GMT", nil),
        ] as [(String, Int64?)]) func datesOfCertificatesAreRead(_ text: String, _ milliseconds: Int64?)
    {
        #expect(CertificateDate.moment(text)?.milliseconds == milliseconds)
    }
}
