import HactlModel

/// A look at the server's process and nothing else: an eighth of the time of the whole look, which counts where nobody takes
/// writes.
package struct DaemonLook: Sendable {
    /// Where the server should listen.
    package let port: Int

    package init(port: Int) { self.port = port }

    package var errand: Errand {
        Errand(["/bin/sh", "-c", HostLookScript.daemonText, "hactl-look", HostLookScript.hexadecimal(port)])
    }

    /// `nil` where it broke off.
    package static func facts(from output: String) -> DaemonFacts? {
        HostLook.isWhole(output) ? HostReport(output).daemon : nil
    }
}
