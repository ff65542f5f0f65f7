import HactlModel

/// Everything that is wrong with the files a person wrote. Prints one complaint after another.
package struct Complaints: Error, Equatable, Sendable, CustomStringConvertible {
    package var list: [Complaint]

    package var description: String { list.map(\.description).joined(separator: "\n") }
}
