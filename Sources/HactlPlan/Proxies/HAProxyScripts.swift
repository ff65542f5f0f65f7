extension FixedScript {
    /// Perl's smallest package is part of every Debian, and speaks to both kinds of sockets; HAProxy closes after its answer.
    /// Asking for a change of a server that does not exist tells whether changes are allowed. The admin socket is the new worker's
    /// after a reload; what older ones still hold is seen and ended through the kernel (ss(8), `-K`).
    private static let talk = #"""
        use Socket; $SIG{ALRM} = sub { die "no answer within 3 s\n" }; ($sock, $be, $verb, $rd) = @ARGV; $old = $verb eq "look"; \#
        sub ask { alarm 3; my $s; my ($h, $p) = $sock =~ m,^(.*):(\d+)$,; \#
        ($sock =~ m,^/, ? socket($s, PF_UNIX, SOCK_STREAM, 0) && connect($s, sockaddr_un($sock)) \#
        : socket($s, PF_INET, SOCK_STREAM, 0) && connect($s, sockaddr_in($p, inet_aton($h)))) || die "$sock: $!\n"; \#
        syswrite $s, "$_[0]\n"; local $/; my $r = <$s>; $r } \#
        sub part { my ($s, $t, $be) = @_; print "\@\@hactl $s\n", ask("show servers state $be"), "\@\@hactl $t\n", \#
        grep { /^# / || !index $_, "$be," } split /^/, ask("show stat") } \#
        sub show { part("state", "stat", $be); part("readers", "readers-stat", $rd) if defined $rd; \#
        print "\@\@hactl rights\n", ask("set server $be/hactl-nobody state ready"), "\n"; \#
        print "\@\@hactl old\n", old() if $old } \#
        sub old { my ($me) = ask("show info") =~ /^Pid: (\d+)/m; $ENV{PATH} = "/usr/bin:/bin:/usr/sbin:/sbin"; \#
        $me ? grep { /"haproxy",pid=(\d+)/ && $1 != $me } qx(ss -Htnp state established 2>/dev/null) : () } \#
        sub cut { my %of = map { $_ => 1 } @_; my %at; for (split /\n/, ask("show servers state $be")) { my @w = split / /; \#
        $at{"$w[4]:$w[18]"} = 1 if @w > 18 && $of{$w[3]} } \#
        for (old()) { my @w = split; system "ss", "-KH", "src", $w[2], "dst", $w[3] if $at{$w[3]} } } \#
        sub held { my %of = map { $_ => 1 } @_; \#
        grep { my @w = split /,/; $w[0] eq $be && $of{$w[1]} && $w[4] } split /\n/, ask("show stat") } \#
        sub up { open my $f, "<", "/proc/uptime"; int((split / /, <$f>)[0]) } \#
        sub lead { my (%to, %who); $| = 1; print "ready ", up(), "\n"; while (<STDIN>) { \#
        if (/^until (\d+)$/) { if (up() > $1) { print "late\n"; exit 75 } next } \#
        /^(lead|end|open|drain) ([A-Za-z0-9._:-]+)$/ || exit 64; \#
        $1 eq "lead" ? ($to{$2} = 1) : push @{$who{$1}}, $2 } my @end = @{$who{end} || []}; \#
        my @say = map { "set server $be/$_ state ready" } sort keys %to; \#
        if (%to) { for (split /\n/, ask("show servers state $be")) { my @w = split / /; \#
        push @say, "set server $be/$w[3] state maint" if @w > 5 && $w[0] =~ /^\d+$/ && !$to{$w[3]} } } \#
        my %go = map { $_ => 1 } @{$who{drain} || []}; my %in = map { $_ => 1 } @{$who{open} || []}; \#
        if (%go && !grep { my @w = split / /; @w > 6 && $w[0] =~ /^\d+$/ && $w[5] && !$go{$w[3]} && ($in{$w[3]} || !($w[6] & ~4)) } \#
        split /\n/, ask("show servers state $be")) { print STDERR "nobody else would get new connections\n"; exit 3 } \#
        push @say, map { "set server $be/$_ state ready" } @{$who{open} || []}; \#
        push @say, map { "set server $be/$_ state drain" } @{$who{drain} || []}; \#
        push @say, map { "shutdown sessions server $be/$_" } @end; \#
        if (@say && ask(join ";", @say) =~ /^\s*(\S.*)/) { print STDERR "$1\n"; exit 5 } \#
        open my $out, ">&", STDOUT; open STDOUT, ">", "/dev/null"; cut(@end) if $old = @end; open STDOUT, ">&", $out; \#
        my %dead = map { $_ => 1 } @end; my @rest = grep { !$dead{$_} } @{$who{drain} || []}; \#
        for (1 .. 10) { last unless @end && held(@end); select undef, undef, undef, 0.02 } \#
        for (1 .. 25) { last unless @rest && held(@rest); select undef, undef, undef, 0.02 } } \#
        eval { lead() if $verb eq "lead"; show(); 1 } || do { print STDERR $@; exit 69 if $verb eq "lead"; \#
        print "\@\@hactl trouble\n$@" }
        """#

    private static let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export LC_ALL"

    /// Only the `server` lines of one section: others may hold passwords.
    private static let lines =
        "echo \"@@hactl digest\"; sha256sum <\"$file\"; echo \"@@hactl lines\"; awk -v be=\"$be\" "
        + "'/^[a-z]/ { on = ($1 == \"backend\" || $1 == \"listen\") && $2 == be } on && $1 == \"server\" { print NR \":\" $0 }' "
        + "\"$file\"; echo \"@@hactl prepared\"; test -e \"$file.hactl-new\" && sha256sum <\"$file.hactl-new\""

    /// $1 socket, $2 the writers' section, $3 file, $4 the readers' section, if there is one.
    static let haproxyLook = FixedScript(
        name: "hactl-haproxy-look",
        text:
            "\(path); sock=$1 be=$2 file=$(readlink -f \"$3\"); shift 3; perl -e '\(talk)' \"$sock\" \"$be\" look \"$@\" 2>/dev/null; \(lines); echo \"@@hactl end\""
    )

    /// $1 socket, $2 section. It says `ready <uptime>` and waits. Standard input, to its end: `until <uptime>` after which nothing is
    /// done any more; `lead NAME` for each server that is to get new connections, and no others are; `open NAME` and `drain NAME` for
    /// those alone that get some, or none; `end NAME` for each whose connections end. Whoever gets some is opened before the others
    /// are closed. What was told to end is waited for, 0.2 s at most, and what runs on those that are drained, half a second: who
    /// came a moment before is done by then, and connections that are kept never end. Nobody is drained who is the last one up: an
    /// order that was given up may come late.
    static let haproxyLead = FixedScript(
        name: "hactl-haproxy-lead",
        text: "\(path); perl -e '\(talk)' \"$1\" \"$2\" lead || exit; echo \"@@hactl end\"")
}
