import HactlModel
import Testing

@testable import HactlConfig

@Suite struct LeaseReadingTests {
    @Test(arguments: flaws) func complains(_ broken: Broken) {
        expectInCluster(broken)
    }

    static let flaws = [
        Broken("no address", "watch: {etcd: 👉{key: a/b}}", "lacks `urls`", remedy: "urls: ['http"),
        Broken(
            "too short", "watch: {etcd: {urls: ['http://kv:2379'], lease: 👉2s}}", "2s is not to be had",
            remedy: "three at least"),
        Broken(
            "no whole seconds", "watch: {etcd: {urls: ['http://kv:2379'], lease: 👉3500ms}}", "is not to be had",
            remedy: "whole seconds"),
        Broken("a token in clear", "watch: {etcd: {urls: [u], token: 👉x}}", "in clear", remedy: "{file:"),
        Broken("another tool's word", "watch: {etcd: {urls: [u], 👉ttl: 9s}}", "no key", remedy: "`lease`"),
    ]

    @Test func theUsualOnesAreMeant() throws {
        let lease = try read("watch: {etcd: {urls: ['http://kv:2379']}}")
        #expect(
            lease
                == LeaseSettings(
                    store: StoreSettings(flavour: .etcd, urls: ["http://kv:2379"], key: "hactl/watch"),
                    span: .seconds(10)))
        #expect(try read("watch: {ping: 2s}") == nil)
    }

    @Test func whatIsWrittenIsRead() throws {
        let written =
            "{urls: ['https://a:1', 'https://b:2'], key: x/y, lease: 4s, token: {file: /t}, ca: /ca, cert: /c, private-key: /k}"
        let lease = try read("watch: {etcd: \(written)}")
        #expect(
            lease
                == LeaseSettings(
                    store: StoreSettings(
                        flavour: .etcd, urls: ["https://a:1", "https://b:2"], key: "x/y", authority: "/ca",
                        certificate: "/c", privateKey: "/k"),
                    token: .file("/t"), span: .seconds(4)))
    }

    private func read(_ settings: String) throws -> LeaseSettings? {
        let text = "clusters:\n  shop:\n    \(settings)\n" + Broken.restOfCluster
        let cluster = try #require(try readInventory(text).get().clusters.first)
        let again = try #require(try readInventory(InventoryWriter.text(for: cluster)).get().clusters.first)
        #expect(again.watch == cluster.watch)
        return cluster.watch.lease
    }
}
