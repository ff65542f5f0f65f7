/// An order that waits on its host, already root, for one line. Exact text, exact values: sudoers can allow just this,
/// and neither a login, nor `sudo`, nor a command's start is left for the moment that counts.
///
/// The host says `ready <uptime>`. It acts on one line, the uptime after which the order is void: a line that a broken
/// network delivers minutes late must not make a second holder. Then it says `taken` or `late`. When its input
/// ends without a line it ends and has done nothing.
package struct StandingTake: Hashable, Sendable {
    /// Keep its standard input open. It ends about 3 s after `taken`, once it has announced the address three times.
    package let errand: Errand

    /// A host's uptime in whole seconds when the order began to wait.
    package struct Ready: Hashable, Sendable {
        package let uptime: Int

        /// The line that releases the order.
        /// - Parameters:
        ///   - waited: time since `ready` was read, by a clock that never jumps.
        ///   - allowance: how much later the host may still act.
        package func release(waited: Duration, allowance: Duration) -> String {
            "\(uptime + (waited + allowance).wholeSeconds)\n"
        }
    }

    package enum Reply: Equatable, Sendable {
        case ready(Ready)
        /// The address is there and is being announced.
        case taken
        /// The line came too late; nothing was done, and nothing will be.
        case late
    }

    /// Reads a line of its output; `nil` for any other.
    package static func reply(in line: some StringProtocol) -> Reply? {
        let words = line.split(whereSeparator: \.isWhitespace)
        switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
        case ("ready"?, let uptime?): return .ready(Ready(uptime: uptime))
        case ("taken"?, nil): return .taken
        case ("late"?, nil): return .late
        default: return nil
        }
    }
}

extension Duration {
    /// Rounded up: a deadline may not come early.
    fileprivate var wholeSeconds: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
