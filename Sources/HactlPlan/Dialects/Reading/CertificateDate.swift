import HactlModel

/// When a certificate expires, as OpenSSL writes it (ASN1_TIME_print(3)): `Nov  9 10:00:00 2027 GMT`.
enum CertificateDate {
    static func moment(_ text: String) -> Moment? {
        let words = text.split(separator: " ")
        guard words.count >= 4, let month = months.firstIndex(of: words[0].lowercased()), let day = Int64(words[1]),
            let year = Int64(words[3])
        else { return nil }
        let clock = words[2].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, 1...31 ~= day, 1900...9999 ~= year else { return nil }
        return Moment(
            year: year, month: Int64(month + 1), day: day, seconds: clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
