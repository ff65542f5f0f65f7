import HactlModel

/// Verbs that leave a trace of a run.
extension ServerDialect {
    /// The table is there from the second run on: then it is one round trip without DDL. Otherwise the row is refused
    /// (1049 no database, 1146 no table) and a second round makes its place first.
    func marker(_ run: String, _ context: ScriptContext) -> Script<[Observation]> {
        let row = "REPLACE INTO `hactl`.`marker` (`run`) VALUES (\(SQLText.quoted(run)))"
        let making = [
            ScriptLine("CREATE DATABASE IF NOT EXISTS `hactl`"),
            ScriptLine(
                "CREATE TABLE IF NOT EXISTS `hactl`.`marker` (`run` VARCHAR(190) CHARACTER SET utf8mb4 COLLATE "
                    + "utf8mb4_bin NOT NULL PRIMARY KEY, `at` TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)) "
                    + "ENGINE = InnoDB"),
        ]
        let first = Round([ScriptLine(row, tolerating: .codes([1049, 1146]))] + positions(context))
        let second = Round(making + [ScriptLine(row)] + positions(context)) { !$0.refusals.isEmpty }
        return Script([first, second]) { (replies) throws(ScriptFailure) in
            [.done("marker:\(run)"), .executed(context.member, try replies.transactions(in: context.log).executed)]
        }
    }

    /// An undo takes back what its statement has put into the ledger.
    static func custom(_ custom: CustomStatement) -> Script<[Observation]> {
        let suffix = "/undo"
        let done: Observation =
            custom.label.hasSuffix(suffix)
            ? .undone(String(custom.label.dropLast(suffix.count))) : .done(custom.label)
        return Script([ScriptLine(custom.text, isForeign: true)]) { (_) throws(ScriptFailure) in [done] }
    }
}
