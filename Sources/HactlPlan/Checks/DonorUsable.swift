import HactlModel

/// Whose data is copied is whole, and can spare the time.
package struct DonorUsable: PlainCheck {
    package static let name = "donor"
    package static let code = "C02"
    package static let premise = Premise.lostReplica
    package static let summary =
        "The donor is seen, has nothing that the primary lacks, and can give its data to this recipient (MySQL from 8.0.17 on; "
        + "of the same series, before 8.0.37 the same version). A replica is taken before the primary, which is busy with "
        + "writes."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.roles.donor.map { [$0] } ?? [] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let donor = scene.roles.donor else {
            return [failure("there is no donor", remedy: "Name one: --from, a healthy replica or the primary.")]
        }
        let poll = DonorSearch(
            in: scene.cluster, seen: scene.facts, for: scene.roles.primary, of: scene.roles.candidate)
        if let obstacle = poll.obstacle(to: donor) {
            return [
                failure(
                    on: donor, "the data of \(donor) can't be copied: \(obstacle)",
                    remedy: "Name another donor: --from, or cure what stands against it.")
            ]
        }
        return donor == scene.roles.candidate ? [busy(donor)] : []
    }

    private func busy(_ donor: MemberName) -> Finding {
        warning(
            on: donor, "the data is copied from the primary, \(donor): its disk and its network have to bear both",
            remedy: "Name a replica with --from where there is one, or lower `at-most` of copy-data.")
    }

    package func passed(in scene: Scene) -> String { "\(scene.roles.donor?.text ?? "nobody") can give its data" }
}
