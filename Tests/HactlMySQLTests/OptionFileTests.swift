import HactlModel
import HactlMySQL
import Testing

@Suite("Option files")
struct OptionFileTests {
    @Test(
        "Values are read as the mysql program reads them",
        arguments: [
            ("password=plain", "plain"),
            ("  password =  spaces around  ", "spaces around"),
            ("password='quoted '", "quoted "),
            (#"password="it's""#, "it's"),
            ("password=half\"", "half\""),
            ("password=a#b", "a"),
            ("password='a#b' # why", "a#b"),
            (##"password="a\"#b""##, ##"a"#b"##),
            (#"password=a\\b\tc\sd\qe"#, "a\\b\tc d\\qe"),
            ("password=a=b", "a=b"),
            ("password=", ""),
            ("password", ""),
            ("password=first\npassword=second", "second"),
            ("password=crlf\r\n", "crlf"),
            ("password=\"\u{301}x\u{301}\"", "\u{301}x\u{301}"),
            ("password=\u{600}#b", "\u{600}"),
            ("password=next\u{2028}line\u{85}\u{A0}", "next\u{2028}line\u{85}\u{A0}"),
            ("# password=no\n; password=no\n\npassword=Zoë🐬", "Zoë🐬"),
        ])
    func values(line: String, value: String) throws {
        let file = try OptionFile(reading: "[other]\npassword=x\n[client_db1]\n\(line)", named: "my.cnf")
        #expect(file.value(of: "password", in: "client_db1")?.reveal() == value)
    }

    @Test("Groups are apart, may come again, and dashes are underscores")
    func groups() throws {
        let text = "[client]\nuser=a\n[ client_db1 ]\nuser=b\nssl-ca=/ca\n[client]\nport=3307"
        let file = try OptionFile(reading: text, named: "my.cnf")
        #expect(file.value(of: "user", in: "client")?.reveal() == "a")
        #expect(file.value(of: "port", in: "client")?.reveal() == "3307")
        #expect(file.value(of: "ssl_ca", in: "client_db1")?.reveal() == "/ca")
        #expect(file.value(of: "port", in: "client_db1") == nil)
        #expect(!file.has(group: "client_db2"))
    }

    @Test(
        "What can't be read is refused with its place",
        arguments: [("user=x", 1, 1), ("[client]\n  [mysql", 2, 3), ("[a]\n\n!includedir /etc/mysql/conf.d", 3, 1)])
    func refusals(text: String, line: Int, column: Int) throws {
        let complaint = #expect(throws: Complaint.self) { try OptionFile(reading: text, named: "my.cnf") }
        #expect(complaint?.place == SourcePlace(file: "my.cnf", line: line, column: column))
    }
}
