import HactlModel
import Testing

@testable import HactlPlan

@Suite struct WriterKeysTests {
    private let store = WriterKeys(StoreSettings(flavour: .etcd, urls: [], key: "mysql/master/shop"))
    private let values = [
        "mysql/master/shop": "10.0.0.11:3306", "mysql/master/shop/hostname": "10.0.0.11",
        "mysql/master/shop/port": "3306",
        "mysql/master/shop/ipv4": "10.0.0.11",
    ]

    @Test func aLookIsRead() {
        let facts = store.facts(from: values)
        #expect(facts.leading == ["10.0.0.11:3306"])
        #expect(facts.file?.lines.count == 4)
        #expect(!store.forgets(facts))
    }

    /// Others read single keys: as long as they disagree it leads nowhere for certain.
    @Test(arguments: ["hostname", "port", "ipv4"]) func halfOfItLeadsNowhere(_ part: String) {
        var values = values
        values["mysql/master/shop/\(part)"] = "x"
        #expect(store.facts(from: values).leading == [])
        values["mysql/master/shop/\(part)"] = nil
        #expect(store.facts(from: values).leading == [])
    }

    @Test func allIsWrittenAtOnceAndGuarded() throws {
        let orders = store.orders(leadingTo: ["10.0.0.12:3306"], in: store.facts(from: values), prepared: nil)
        #expect(
            orders == [
                .write([
                    KeyWrite("mysql/master/shop", from: "10.0.0.11:3306", to: "10.0.0.12:3306"),
                    KeyWrite("mysql/master/shop/hostname", from: "10.0.0.11", to: "10.0.0.12"),
                    KeyWrite("mysql/master/shop/ipv4", from: "10.0.0.11", to: "10.0.0.12"),
                ])
            ])
        let empty = store.orders(leadingTo: ["10.0.0.12:3306"], in: store.facts(from: [:]), prepared: nil)
        guard case .write(let writes)? = empty.first else { Issue.record("nothing is written"); return }
        #expect(writes.count == 4 && writes.allSatisfy { $0.old == nil })
    }

    /// The old values come back only where they are still ours; what was not there goes again.
    @Test func theWayBackIsGuardedToo() {
        var before = values
        before["mysql/master/shop/ipv4"] = nil
        let orders = store.wayBack(to: store.facts(from: before), from: ["10.0.0.12:3306"], prepared: nil)
        #expect(
            orders == [
                .write([
                    KeyWrite("mysql/master/shop", from: "10.0.0.12:3306", to: "10.0.0.11:3306"),
                    KeyWrite("mysql/master/shop/hostname", from: "10.0.0.12", to: "10.0.0.11"),
                    KeyWrite("mysql/master/shop/ipv4", from: "10.0.0.12", to: nil),
                ])
            ])
    }

    /// Whoever resolves a name would guess: its `ipv4` is left as it is.
    @Test func aNameHasNoIPv4OfOurs() {
        let orders = store.orders(leadingTo: ["db2.shop:3306"], in: store.facts(from: values), prepared: nil)
        guard case .write(let writes)? = orders.first else { Issue.record("nothing is written"); return }
        #expect(!writes.contains { $0.key.hasSuffix("ipv4") })
    }
}
