import ArgumentParser
import HactlLive
import HactlReport

/// Which inventory, and which cluster of it.
struct ClusterOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("inventory")],
        help: ArgumentHelp(
            "Inventory file or folder; may be given several times.",
            discussion: "Default: ./Inventory, ~/.config/hactl/inventory, /etc/hactl/inventory; the first that exists.")
    )
    var inventories: [String] = []

    @Option(name: .shortAndLong, help: "The cluster. May be left out when the inventory has only one.")
    var cluster: String?

    @Option(help: "Where runs are kept. Default: $HACTL_STATE, $XDG_STATE_HOME/hactl, ~/.local/state/hactl.")
    var state: String?
}
