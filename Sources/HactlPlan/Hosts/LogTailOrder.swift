import HactlModel

/// Reads what a server that has stopped wrote into its binary log after a place: the sizes of its files, and up to 256 KiB of what
/// is in them. Only root may look there. The place comes by standard input, so that sudoers can allow exactly this text; it opens
/// nothing but numbered files beside the one that was named.
package enum LogTailOrder {
    package static let arguments = FixedScript.readLog.errand([]).arguments

    /// - Parameter place: `.file`; `nil` for anything else.
    package static func errand(after place: TransactionSet) -> Errand? {
        guard let (name, position) = place.place else { return nil }
        var errand = FixedScript.readLog.errand([])
        errand.input = "\(name) \(position)\n"
        return errand
    }

    /// `nil` where it broke off.
    package static func facts(from output: String) -> LogTail? {
        var tail = LogTail(end: "", bytes: 0)
        var isWhole = false
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            switch (words[0], words.count) {
            case ("file", 4): tail.add(name: words[1], size: words[2], from: words[3])
            case ("data", 2): tail.add(base64: String(words[1]))
            case ("end", 1): isWhole = true
            default: return nil
            }
        }
        return isWhole && !tail.end.isEmpty ? tail : nil
    }
}

extension TransactionSet {
    /// The file and the position of a place in a log.
    fileprivate var place: (name: String, position: UInt64)? {
        if case .file(_, let name, let position) = self, !name.isEmpty { (name, position) } else { nil }
    }
}

extension LogTail {
    fileprivate mutating func add(name: Substring, size: Substring, from start: Substring) {
        guard let size = UInt64(size), let start = UInt64(start) else { return isPartial = true }
        end = "\(name):\(size)"
        bytes += size > start ? size - start : 0
    }

    /// A piece of one file, from an event's beginning on.
    fileprivate mutating func add(base64 text: String) {
        guard let data = Base64.bytes(of: text) else { return isPartial = true }
        let tail = BinlogTail(reading: data)
        mysql = mysql.union(tail.mysql)
        mariadb += tail.mariadb
        unnamed += tail.unnamed
        if tail.isEncrypted || data.count >= FixedScript.mostOfALog { isPartial = true }
    }
}

/// RFC 4648, section 4. Foundation has it, and these rooms are without Foundation.
enum Base64 {
    /// `nil` for a text that is none.
    static func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits): (UInt32, Int) = (0, 0)
        for digit in text.utf8 where digit != UInt8(ascii: "=") {
            guard let value = value(of: digit) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

extension FixedScript {
    /// Bytes of one file that are looked into.
    static let mostOfALog = 262_144

    /// The directory is where the option files say, or where packages put it. Files are those of the same base whose number is
    /// not less than that of the named one.
    static let readLog = FixedScript(
        name: "hactl-read-log",
        text: "PATH=/usr/sbin:/usr/bin:/sbin:/bin; read -r name from || exit 64; "
            + "case $name in */*|.*|*.*[!0-9]|*[!A-Za-z0-9._-]*) exit 64 ;; *.*) ;; *) exit 64 ;; esac; "
            + "case $from in \"\"|*[!0-9]*) exit 64 ;; esac; base=${name%.*} first=${name##*.}; "
            + "said=$(my_print_defaults --mysqld 2>/dev/null || my_print_defaults mysqld server 2>/dev/null); "
            + "logs=$(echo \"$said\" | sed -n \"s/^--log[-_]bin=//p\" | tail -n 1); "
            + "data=$(echo \"$said\" | sed -n \"s/^--datadir=//p\" | tail -n 1); "
            + "for dir in \"${logs%/*}\" \"$data\" /var/lib/mysql /var/log/mysql; do test -f \"$dir/$name\" && break; done; "
            + "cd \"$dir\" 2>/dev/null && test -f \"$name\" || { echo \"there is no $name\" >&2; exit 4; }; "
            + "for file in \"$base\".*; do number=${file##*.}; case $number in *[!0-9]*) continue ;; esac; "
            + "test \"$number\" -ge \"$first\" && test -f \"$file\" || continue; "
            + "test \"$file\" = \"$name\" || from=4; echo \"file $file $(stat -c %s \"$file\") $from\"; "
            + "echo \"data $(tail -c +$((from + 1)) \"$file\" | head -c \(mostOfALog) | base64 -w 0)\"; done; echo end")
}
