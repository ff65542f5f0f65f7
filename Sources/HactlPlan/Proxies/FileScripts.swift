/// A file of a proxy is changed in two steps: a copy beside it is changed and tried, and only then takes its place. Each step knows
/// the file by its SHA-256, so that what a person has changed meanwhile is never overwritten. Where a link leads to it, all this
/// happens where it leads: the link stays. Owner, mode and SELinux label stay, too (`cp -a`).
extension FixedScript {
    private static let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export LC_ALL"
    private static let sum = "sum() { sha256sum <\"$1\" | cut -c 1-64; }"
    private static let changed = "{ echo \"$file was changed meanwhile\" >&2; exit 3; }"

    /// $1 file, then the words of the check, `{}` for the new file. Standard input: the file's SHA-256, then for each change
    /// three lines: its number, the line as it is, the line as it shall be.
    static let filePrepare = FixedScript(
        name: "hactl-file-prepare",
        text:
            "\(path); \(sum); file=$(readlink -f \"$1\"); shift; new=$file.hactl-new; read -r digest; test \"$(sum \"$file\")\" = \"$digest\" || \(changed); "
            + "cp -a \"$file\" \"$new\" && awk 'NR == FNR { k = FNR % 3; if (k == 1) n = $0; if (k == 2) old[n] = $0; "
            + "if (k == 0) fresh[n] = $0; next } FNR in old { if ($0 != old[FNR]) exit 3; $0 = fresh[FNR] } { print }' - \"$file\" "
            + ">\"$new\" || { rm -f \"$new\"; exit 3; }; test $# -gt 0 || { sync; exit; }; "
            + "for word; do shift; test \"$word\" != \"{}\" || word=$new; set -- \"$@\" \"$word\"; done; "
            + "said=$(\"$@\" 2>&1 </dev/null) || { echo \"$said\" | grep -i -m 1 -E \"alert|error|fatal\" >&2 "
            + "|| echo \"$said\" | grep . | tail -n 1 >&2; rm -f \"$new\"; exit 5; }; sync")

    /// $1 file, then the words of the command that makes the proxy take it in, if any. Standard input: `discard`; or `keep` or
    /// `restore` with two lines, the SHA-256 of the old and of the new file. The old one stays beside it, and takes its place
    /// again when the new one is not taken in. A file `.hactl-due` lies there as long as that is not known.
    static let fileSwap = FixedScript(
        name: "hactl-file-swap",
        text:
            "\(path); \(sum); file=$(readlink -f \"$1\"); new=$file.hactl-new old=$file.hactl-old due=$file.hactl-due; shift; read -r verb; case $verb in "
            + "discard) rm -f \"$new\"; exit ;; keep|restore) ;; *) exit 64 ;; esac; read -r before && read -r after || exit 64; "
            + "take() { test ! -e \"$due\" || { said=$(\"$@\" 2>&1 </dev/null) && rm -f \"$due\" "
            + "|| { echo \"$said\" | grep . | tail -n 1 >&2; return 5; }; }; }; "
            + "owe() { test $# = 0 || : >\"$due\"; }; now=$(sum \"$file\"); case $verb in "
            + "keep) test \"$now\" = \"$after\" || { test \"$now\" = \"$before\" && test \"$(sum \"$new\")\" = \"$after\" || \(changed); "
            + "cp -a \"$file\" \"$old\" && owe \"$@\" && mv -f \"$new\" \"$file\" || exit; }; take \"$@\" || { "
            + "test \"$before\" != \"$after\" && test \"$(sum \"$old\")\" = \"$before\" && cp -a \"$old\" \"$new\" && mv -f \"$new\" \"$file\" "
            + "&& take \"$@\" 2>/dev/null; exit 5; } ;; "
            + "restore) test \"$now\" = \"$before\" || { test \"$now\" = \"$after\" && test \"$(sum \"$old\")\" = \"$before\" || \(changed); "
            + "owe \"$@\" && mv -f \"$old\" \"$file\" || exit; }; take \"$@\" || exit 5 ;; esac; sync")

    /// $1 file, $2 section or nothing, then what the lines begin with, without blanks. No other line is shown: it may hold a
    /// password.
    static let fileLook = FixedScript(
        name: "hactl-file-look",
        text:
            "\(path); file=$(readlink -f \"$1\") section=$2; shift 2; echo \"@@hactl digest\"; sha256sum <\"$file\"; echo \"@@hactl lines\"; "
            + "awk -v section=\"$section\" 'BEGIN { for (i = 1; i < ARGC - 1; i++) { head[i] = ARGV[i]; delete ARGV[i] } heads = ARGC - 2 } "
            + "{ bare = $0; gsub(/[ \\t]/, \"\", bare) } bare ~ /^\\[.*\\]$/ { inside = substr(bare, 2, length(bare) - 2) } "
            + "section == \"\" || inside == section { for (i = 1; i <= heads; i++) if (index(bare, head[i]) == 1) print NR \":\" $0 }' "
            + "\"$@\" \"$file\"; echo \"@@hactl prepared\"; test -e \"$file.hactl-new\" && sha256sum <\"$file.hactl-new\"; "
            + "echo \"@@hactl due\"; test -e \"$file.hactl-due\" && echo due; echo \"@@hactl end\"")
}
