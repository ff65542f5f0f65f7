import HactlModel

/// `Sat, 21 Nov 2026 23:12:16 +0000` (RFC 5322, 3.3).
enum MailDate {
    static func text(of moment: Moment) -> String {
        let parts = moment.description.split(whereSeparator: { "-T.".contains($0) })
        // 1970-01-01 was a Thursday.
        let days = Int((moment.milliseconds / 86_400_000 + 4) % 7)
        let month = Int(parts[1]).map { months[($0 - 1) % 12] } ?? ""
        return "\(weekdays[max(0, days)]), \(parts[2]) \(month) \(parts[0]) \(parts[3]) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
