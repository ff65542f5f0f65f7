import FoundationEssentials
import HactlModel

/// A message as RFC 5322 wants it, with the ends of lines that sendmail(8) takes on its standard input.
struct MailMessage {
    private let notice: Notice
    private let mail: MailSettings

    init(_ notice: Notice, _ mail: MailSettings) {
        self.notice = notice
        self.mail = mail
    }

    var text: String { (headers + ["", body]).joined(separator: "\n") + "\n" }

    private var headers: [String] {
        [
            ("From", safe(mail.sender)), ("To", mail.recipients.map(safe).joined(separator: ",\n ")),
            ("Subject", EncodedWords.text(of: "[hactl] " + notice.headline)), ("Date", MailDate.text(of: notice.at)),
            ("Message-ID", "<\(identity)@\(domain)>"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", isPlain ? "7bit" : "base64"),
            // RFC 3834: nobody's absence is to be answered to this.
            ("Auto-Submitted", "auto-generated"),
        ].map { "\($0): \($1)" }
    }

    /// The same when it is sent again, so that who gets it twice sees it once.
    private var identity: String {
        String(SHA256.hex(of: [notice.key, notice.phase.rawValue, notice.title].joined(separator: "\n")).prefix(32))
            + ".\(notice.at.milliseconds)"
    }

    private var domain: String {
        safe(mail.sender).split(separator: "@").last.map(String.init) ?? "localhost"
    }

    /// Nothing that is put into a header can begin another one.
    private func safe(_ text: String) -> String { text.onOneLine(upTo: 320) }

    private var body: String {
        isPlain
            ? plainBody
            : Data(plainBody.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    }

    /// RFC 5322, 2.1.1: a line has at most 998 characters.
    private var isPlain: Bool {
        plainBody.utf8.allSatisfy { $0 < 0x80 }
            && plainBody.split(separator: "\n").allSatisfy { $0.utf8.count <= 998 }
    }

    private var plainBody: String {
        let facts = [
            ("Cluster", notice.cluster), ("Severity", notice.severity.rawValue), ("Run", notice.run ?? ""),
            ("Time", notice.at.description), ("Key", notice.key),
        ]
        let table = Columns.lines(facts.filter { !$1.isEmpty }.map { [$0 + ":", $1.onOneLine(upTo: 300)] })
        return ([notice.title, ""] + notice.lines + (notice.lines.isEmpty ? [] : [""]) + table).joined(separator: "\n")
    }
}
