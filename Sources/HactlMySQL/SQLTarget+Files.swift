import Glibc
import HactlModel

extension SQLTarget {
    /// A missing PEM file by its name: the library says "error:80000002" or nothing, and only after greeting the server.
    func checkFiles() throws(SQLFailure) {
        guard tls.mode != .disabled else { return }
        for file in [tls.ca, tls.certificate, tls.key].compactMap(\.self) where access(file, R_OK) != 0 {
            throw SQLFailure(
                .tlsFailed, message: "\(place): \(file) can't be read: \(String(cString: strerror(errno))).",
                remedy: "Correct the path, or let this user read the file.")
        }
    }
}
