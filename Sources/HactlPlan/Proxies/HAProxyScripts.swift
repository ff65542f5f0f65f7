extension FixedScript {
    private static let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export LC_ALL"

    /// Perl's smallest package is part of every Debian, and speaks to both kinds of sockets; HAProxy closes after its answer.
    private static let talk =
        "talk() { perl -MIO::Socket -e '$a = shift; $s = $a =~ m,^/, ? IO::Socket::UNIX->new(Peer => $a) : "
        + "IO::Socket::INET->new(PeerAddr => $a, Timeout => 2); $s or die \"$a: $!\"; $s->autoflush(1); local $/; "
        + "print $s scalar <STDIN>; print <$s>' \"$sock\"; }"

    /// Asking for a change of a server that does not exist tells whether changes are allowed.
    private static let show =
        "show() { echo \"@@hactl state\"; echo \"show servers state $be\" | talk; echo \"@@hactl stat\"; "
        + "echo \"show stat\" | talk | awk -F , -v be=\"$be\" 'NR == 1 || $1 == be'; "
        + "echo \"@@hactl rights\"; echo \"set server $be/hactl-nobody state ready\" | talk; }"

    /// Only the `server` lines of one section: others may hold passwords.
    private static let lines =
        "lines() { echo \"@@hactl digest\"; sha256sum <\"$file\"; echo \"@@hactl lines\"; awk -v be=\"$be\" "
        + "'/^[a-z]/ { on = ($1 == \"backend\" || $1 == \"listen\") && $2 == be } on && $1 == \"server\" { print NR \":\" $0 }' "
        + "\"$file\"; echo \"@@hactl prepared\"; test -e \"$file.hactl-new\" && sha256sum <\"$file.hactl-new\"; }"

    /// $1 socket, $2 backend, $3 file.
    static let haproxyLook = FixedScript(
        name: "hactl-haproxy-look",
        text: "\(path); sock=$1 be=$2 file=$3; \(talk); \(show); \(lines); "
            + "said=$(show 2>&1 >/dev/null) && test -z \"$said\" || echo \"@@hactl trouble\" && echo \"$said\" | head -n 1; "
            + "show 2>/dev/null; lines 2>/dev/null; echo \"@@hactl end\"")

    /// The same; standard input: `lead NAME` for each server that is to get new connections, `end NAME` for each whose
    /// connections end. Whoever leads is opened before the others are closed.
    static let haproxyLead = FixedScript(
        name: "hactl-haproxy-lead",
        text: "\(path); sock=$1 be=$2 file=$3; \(talk); \(show); lead= end=; while read -r verb name; do "
            + "case $name in \"\"|*[!A-Za-z0-9._:-]*) exit 64 ;; esac; "
            + "case $verb in lead) lead=\"$lead $name \" ;; end) end=\"$end $name \" ;; *) exit 64 ;; esac; done; "
            + "orders=; for name in $lead; do orders=\"$orders set server $be/$name state ready;\"; done; "
            + "test -z \"$lead\" || for name in $(echo \"show servers state $be\" | talk | awk '$1 ~ /^[0-9]+$/ && NF > 5 { print $4 }'); do "
            + "case $lead in *\" $name \"*) ;; *) orders=\"$orders set server $be/$name state maint;\" ;; esac; done; "
            + "for name in $end; do orders=\"$orders shutdown sessions server $be/$name;\"; done; "
            + "said=$(echo \"$orders\" | talk 2>&1) || { echo \"$said\" >&2; exit 69; }; "
            + "test -z \"$said\" || { echo \"$said\" | grep . | head -n 1 >&2; exit 5; }; show; echo \"@@hactl end\"")
}
