import FoundationEssentials
import HactlModel

/// The status page: one file, put together from a few. Its policy names the digests of its own style and script, so nothing else runs
/// in it, whatever a server calls itself.
enum StatusPage {
    static let html = text(PackageResources.page_html)
        .replacingBytes(of: "/*STYLE*/", with: style).replacingBytes(of: "/*SCRIPT*/", with: script)

    static let policy =
        "default-src 'none'; connect-src 'self'; img-src data:; style-src '\(source(of: style))'; "
        + "script-src '\(source(of: script))'"

    private static let style = text(PackageResources.page_css)
    private static let script = [
        PackageResources.base_js, PackageResources.topology_js, PackageResources.charts_js, PackageResources.cards_js,
        PackageResources.live_js,
    ].map(text).joined()

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// `sha256-…` (Content Security Policy Level 3, 2.3.1).
    private static func source(of text: String) -> String {
        "sha256-" + Data(SHA256.bytes(of: Array(text.utf8))).base64EncodedString()
    }
}
