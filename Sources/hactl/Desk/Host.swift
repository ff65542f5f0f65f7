import Glibc
import HactlLive

/// The machine that hactl runs on.
enum Host {
    /// Which boot this is: another one has lost what was written and not flushed (random(4)).
    static var boot: String? {
        RunDirectory.text(at: "/proc/sys/kernel/random/boot_id")?.split(separator: "\n").first.map(String.init)
    }

    static var name: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
