import HactlModel

/// The order that says to keepalived whether it may carry the writer VIP on a host. keepalived watches the file
/// (keepalived.conf(5), `track_file`), so it knows at once, and its neighbours with the next advertisement.
///
/// It waits on its host as `StandingTake` does: `ready <uptime>`, then a line with the uptime after which it is void, then one with
/// the number. Where that bars the host it ends when the address has gone, or after a second. It prints what `AddressLook` reads.
package struct TrackFileOrder: Sendable {
    package let errand: Errand

    /// `nil` where hactl moves the address itself.
    package init?(_ endpoint: VirtualAddress) {
        guard let file = endpoint.trackFile else { return nil }
        errand = FixedScript.track.errand([file, endpoint.address])
    }
}

extension FixedScript {
    /// $1 file, $2 address. Only the three numbers that hactl uses: whoever may run this can do nothing else with it. The new file
    /// takes the old one's place in one step, for keepalived reads it whenever it changes.
    fileprivate static let track = FixedScript(
        name: "hactl-track",
        text: "PATH=/usr/sbin:/usr/bin:/sbin:/bin; file=$(readlink -f \"$1\") address=$2; "
            + "up() { IFS=. read -r now rest </proc/uptime; }; up && echo \"ready $now\"; read -r until && read -r value || exit 64; "
            + "case $value in \(TrackFacts.barred)|\(TrackFacts.eligible)|\(TrackFacts.preferred)) ;; *) exit 64 ;; esac; "
            + "up; test \"$now\" -le \"$until\" || { echo late; exit 75; }; "
            + "cp -p \"$file\" \"$file.hactl-new\" && echo \"$value\" >\"$file.hactl-new\" && mv -f \"$file.hactl-new\" \"$file\" || exit; "
            + "held() { ip -o -4 addr show to \"$address\" | grep -q .; }; count=0; "
            + "while test \"$value\" -lt 0 && held && test $count -lt 200; do sleep 0.005; count=$((count + 1)); done; "
            + "\(AddressLook.trackText)")
}
