import HactlModel

extension StepCatalog {
    /// `Documentation/Playbooks.md`.
    package static var reference: String {
        [preface, selectors, groups, kinds, custom, variables, checks, closing].joined(separator: "\n")
    }

    private static let preface = """
        # Playbooks

        <!-- Generated: RECORD=1 swift test --filter Reference -->

        A playbook says what a run consists of: the checks that are asked first, then the steps in their order. It is data. The
        built-in one, [switchover.yaml](../Playbooks/switchover.yaml), is a file like any other and travels in the binary. To
        change it, copy it:

            mkdir -p Playbooks
            cp switchover.yaml Playbooks/team.yaml        # and write: playbook: team
            hactl validate team
            hactl plan team --cluster shop --to db2

        `hactl plan NAME` looks in `./Playbooks`, `~/.config/hactl/playbooks` and `/etc/hactl/playbooks`, then among the
        built-in ones. What holds a slash or ends in `.yaml` is a file.

        ```yaml
        playbook: team                    # its name
        title: Move the writer, our way   # one line for people; may be left out
        checks:                           # Documentation/Checks.md
          - members-reachable
          - lag: {at-most: limits.lag}
        steps:
          - sync: {on: candidate}
        ```

        Durations are a whole number and a unit (`500ms`, `2s`, `5m`, `1h`), or a limit of the cluster by name: `limits.freeze`.

        `hactl validate` rehearses a playbook in memory, on a model of each flavour: with every action lost before its effect, lost after
        it, or hanging, with hactl dying anywhere, and with servers crashing. It refuses a playbook that can end in two writers,
        opens a candidate that lacks transactions, or has no way back before the point of no return, and says which order of
        events leads there. `hactl plan` does the same with the plan it is about to print.

        """

    private static var selectors: String {
        """
        ## Whom a step is for

        `on`, `to`, `from` and `source` take one of these words, a member's name, or (`on`) a list of both. Each step has a default, the
        one its example shows. `follow` and `sync` leave the source itself out.

        | word | selects |
        |---|---|

        """ + MemberSelector.allCases.map { "| `\($0.rawValue)` | \(meaning(of: $0)) |\n" }.joined()
    }

    private static func meaning(of selector: MemberSelector) -> String {
        switch selector {
        case .primary: "the writer before the switch"
        case .oldPrimary: "the same member, said after the switch"
        case .candidate: "the member that becomes the writer"
        case .replicas: "all others"
        case .members: "everybody"
        case .survivors: "the candidate and the other replicas: whoever goes on without a dead primary"
        case .equals:
            "in a failover without GTIDs the replicas that are to follow the candidate; nobody where there are GTIDs"
        case .feeder: "in a failover the member that has what the candidate lacks; nobody where it lacks nothing"
        case .recipient:
            "in a rebuild the member that is made anew; `primary` is the one that takes writes, before and after"
        case .donor: "in a rebuild the member whose data is copied"
        }
    }

    private static let groups = """
        ## Groups

        **`freeze`** holds the steps during which nobody takes writes. There is one of it. The steps share one budget (`within`,
        `limits.freeze` unless given): when it is over before `open` was tried, everything is put back. Looks, connections and the
        journal's ways back are made before it begins, so keep in it only what must be there.

        **`together`** takes its steps at the same moment; the next step begins when all have ended.

        ```yaml
        - freeze:
            within: limits.freeze
            steps:
              - close: {on: primary}
              - end-sessions: {on: primary}
              - catch-up: {on: candidate}
              - together:
                  steps:
                    - route-writes: {to: candidate}
                    - open: {on: candidate}
        ```

        A line that selects several members makes one step for each, taken at the same moment as well. A line that has nothing to do in a cluster
        (no writer VIP, no events, no semi-sync) makes none.

        ## Kinds of steps

        A step that is already true is skipped. The example shows every argument a step takes.

        """

    private static var kinds: String {
        all.map { entry in
            """
            ### \(entry.type.kind.name)

            \(entry.summary)

                - \(entry.type.kind.name): \(entry.example)

            """
        }.joined(separator: "\n")
    }

    private static let custom = """
        ## Your own steps: run, local, sql

        `run` is a command on a member's host, over SSH, as the inventory's user. `local` is a command on the machine that runs hactl.
        `sql` is one statement on a member, in hactl's own session.

        ```yaml
        - run:
            on: primary
            command: [/usr/local/bin/pause-batch, --now]
            check: [test, -e, /run/batch.paused]
            undo: [/usr/local/bin/resume-batch]
            timeout: 5s
        - local: {command: [/usr/local/bin/tell-chat, switching], undo: none}
        - sql: {on: primary, statement: 'CALL pause_batch()', undo: 'CALL resume_batch()'}
        ```

        | argument | meaning |
        |---|---|
        | `command` | the program and its arguments, as a list. No shell reads it; write `[sh, -c, '…']` if you want one. |
        | `statement` | of `sql`: the statement |
        | `check` | of `run` and `local`: a command. When it ends with 0, the effect is there and the step is skipped. |
        | `undo` | what puts it back: a command, or a statement for `sql`. `none` says that nothing needs undoing. |
        | `timeout` | 10s unless given. In the freeze, no more than what is left of the budget. |
        | `as-root` | of `run`: `true` runs it with `sudo -n`. sudo then sees `env HACTL_…=… COMMAND`; a rule must allow that. |

        - The step has succeeded when its command ends with 0. Anything else, and a timeout, fails the step: before `open` the run goes back,
          after it the step is owed.
        - Output is thrown away; the first line of errors of `run` goes into the message. Log on your side.
        - **`undo` can run although the command did not, or not to its end**: an answer can be lost, and in the freeze the ways
          back are written down for all steps beforehand. It can run twice. Write it so that this does no harm.
        - **Before `open` a step without `undo` has no way back**, and `validate` says what that leads to. Say `undo: none` where nothing needs undoing.
        - `resume` runs a command again that had run, unless its `check` holds. Give it one, or write it so that twice does no harm.
        - hactl hands no secret to a command.

        """

    private static var variables: String {
        """
        ### What a command is told

        In its environment, for `run` and `local`. The `ORC_` names are those of orchestrator's hooks, with the meaning they have there.

        | variable | value |
        |---|---|

        """ + hookVariables.map { "| `\($0.name)` | \($0.meaning) |\n" }.joined()
    }

    /// What `HookEnvironment` hands over; a test compares the names.
    package static let hookVariables: [(name: String, meaning: String)] = [
        ("HACTL_CLUSTER", "the cluster"),
        ("HACTL_RUN", "the run, as `hactl history` lists it"),
        ("HACTL_OLD_PRIMARY", "the name of the old primary"),
        ("HACTL_OLD_PRIMARY_ADDRESS", "its address, as host:port"),
        ("HACTL_NEW_PRIMARY", "the name of the candidate"),
        ("HACTL_NEW_PRIMARY_ADDRESS", "its address, as host:port"),
        ("HACTL_VIP", "the writer VIP; empty where there is none"),
        ("ORC_FAILURE_CLUSTER_ALIAS", "the cluster"),
        ("ORC_FAILED_HOST", "host of the old primary, which is alive and well in a switchover"),
        ("ORC_FAILED_PORT", "its port"),
        ("ORC_SUCCESSOR_HOST", "host of the candidate"),
        ("ORC_SUCCESSOR_PORT", "its port"),
        ("ORC_COMMAND", "`graceful-master-takeover`"),
        ("ORC_IS_SUCCESSFUL", "`true`"),
    ]

    private static var checks: String {
        """
        ## Checks

        What each asks, and whether an operator may overrule it, is in [Checks.md](Checks.md). A check that is left out of `checks:` is not asked.

        \(CheckCatalog.all.map { "`\($0.name)` (\($0.code))" }.joined(separator: ", ")).

        """
    }

    private static let closing = """
        ## The order of things

        - What can be done before the freeze goes before it (`sync`, `defend-address`, `stop-events`); what can wait goes after it.
        - `open` is the point of no return (the commit point), from its first attempt on. It refuses unless the old primary is closed and everything it had is there.
        - The old primary keeps the VIP, read-only, until the new one has announced it: `release-writes` comes after `freeze`. Taken off
          earlier, clients' packets vanish, and a whole connect timeout becomes outage.
        - `forget-source` comes last: what it forgets can't be had back.

        """
}
