import ArgumentParser

/// Which inventory, and which cluster of it.
struct ClusterOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("inventory")],
        help: ArgumentHelp(
            "Inventory file or folder; may be given several times.",
            discussion: "Default: ./Inventory, ~/.config/hactl/inventory, /etc/hactl/inventory; the first that exists."))
    var inventories: [String] = []

    @Option(name: .shortAndLong, help: "The cluster. May be left out when the inventory has only one.")
    var cluster: String?

    @Option(help: "Where runs are kept. Default: $HACTL_STATE, $XDG_STATE_HOME/hactl, ~/.local/state/hactl.")
    var state: String?
}

/// How it is said.
struct OutputOptions: ParsableArguments {
    @Flag(help: "JSON lines on stdout.")
    var json = false

    @Flag(help: "No colours. Also: NO_COLOR, TERM=dumb, or a stdout that is no terminal.")
    var noColor = false
}

/// What a plan is made of.
struct PlanOptions: ParsableArguments {
    @Argument(help: "The playbook: a name below Playbooks, or a file.")
    var playbook: String

    @Option(help: "The member that is to become primary. Chosen, with reasons, when it is not given.")
    var to: String?

    @Option(help: ArgumentHelp("A finding to overrule, by its code; may be given several times.", valueName: "code"))
    var accept: [String] = []
}
