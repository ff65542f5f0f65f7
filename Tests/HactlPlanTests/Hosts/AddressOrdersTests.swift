import HactlModel
import Testing

@testable import HactlPlan

@Suite struct AddressOrdersTests {
    private let orders = AddressOrders(vip)

    @Test func plainOrdersAreTheCommandsSitesKnow() {
        #expect(orders.take == Errand(["/usr/sbin/ip", "addr", "add", "10.0.0.50/24", "dev", "eth0"], asRoot: true))
        #expect(orders.drop == Errand(["/usr/sbin/ip", "addr", "del", "10.0.0.50/24", "dev", "eth0"], asRoot: true))
    }

    @Test func theStandingTakeIsOneFixedText() {
        let arguments = orders.standingTake.errand.arguments
        #expect(
            arguments == [
                "/bin/sh", "-c",
                #"PATH=/usr/sbin:/usr/bin:/sbin:/bin; IFS=. read -r now rest </proc/uptime && echo "ready $now""#
                    + #" && read -r until && IFS=. read -r now rest </proc/uptime"#
                    + #" && { test "$now" -le "$until" || { echo late; exit 75; }; }"#
                    + #" && ip addr replace "$1" dev "$2" && echo taken && "#
                    + #"{ for copy in 1 2 3; do { arping -f -q -U -c 1 -I "$2" "$3" 2>/dev/null"#
                    + #" || arping -q -U -c 1 -i "$2" -S "$3" "$3"; }"#
                    + #" & { arping -f -q -A -c 1 -I "$2" "$3" 2>/dev/null"#
                    + #" || arping -q -U -P -c 1 -i "$2" -S "$3" "$3"; } & sleep 1 & wait;"#
                    + #" ip -o addr show dev "$2" to "$3" | grep -q . || break; done; }"#,
                "hactl-take", "10.0.0.50/24", "eth0", "10.0.0.50",
            ])
    }

    @Test func rootNeedsNoSudoAndAFreeArpingNoRoot() {
        #expect(orders.drop.vector(on: HostTools()).prefix(3) == ["sudo", "-n", "/usr/sbin/ip"])
        #expect(orders.drop.vector(on: HostTools(isRoot: true)).first == "/usr/sbin/ip")
        #expect(orders.announce.asRoot)
        #expect(!AddressOrders(vip, tools: HostTools(arpingIsFree: true)).announce.asRoot)
    }

    @Test func theReplyOfAStandingTakeIsReadLineByLine() {
        #expect(StandingTake.reply(in: "ready 2657\n") == .ready(.init(uptime: 2657)))
        #expect(StandingTake.reply(in: "taken") == .taken)
        #expect(StandingTake.reply(in: "late\r\n") == .late)
        for junk in ["", "ready", "ready x", "taken 3", "sudo: a password is required"] {
            #expect(StandingTake.reply(in: junk) == nil)
        }
    }

    @Test func aReleaseIsVoidAfterItsAllowance() {
        let ready = StandingTake.Ready(uptime: 100)
        #expect(ready.release(waited: .zero, allowance: .seconds(2)) == "102\n")
        #expect(ready.release(waited: .milliseconds(1200), allowance: .seconds(2)) == "104\n")
    }

    @Test(
        arguments: [
            (0, "", OrderOutcome.done), (2, "Error: ipv4: Address already assigned.\n", .nothingToDo),
            (2, "RTNETLINK answers: File exists\n", .nothingToDo), (2, "Error: ipv4: Address not found.", .nothingToDo),
            (2, "ip: RTNETLINK answers: Cannot assign requested address", .nothingToDo),
            (2, "RTNETLINK answers: Operation not permitted\n", .refused("RTNETLINK answers: Operation not permitted")),
            (1, "Cannot find device \"nope\"\n", .refused("Cannot find device \"nope\"")),
            (255, "", .refused("it ended with 255 and said nothing")),
        ] as [(Int32, String, OrderOutcome)])
    func whatIsSoAlreadyIsFine(_ code: Int32, _ errors: String, _ outcome: OrderOutcome) {
        #expect(OrderOutcome.ofAddressOrder(exit: code, errors: errors) == outcome)
    }
}
