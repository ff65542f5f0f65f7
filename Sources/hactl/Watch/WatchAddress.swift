import ArgumentParser
import HactlLive
import HactlModel
import HactlWeb

/// Where a watch serves its pages, and who may ask it for what.
struct WatchAddress {
    let address: InstanceAddress
    let tokenFile: String?

    func access() throws -> WebAccess {
        WebAccess(
            token: try tokenFile.map(token),
            advice: "Start it with --token-file FILE, a file of mode 0600 that holds a long random text.")
    }

    private func token(in path: String) throws -> Secret {
        do throws(SecretFailure) { return try PrivateFile.secret(path) } catch {
            throw Quit(error.message, hint: error.remedy, code: .configuration)
        }
    }
}

/// `127.0.0.1:9799`
struct ListenAddress: ExpressibleByArgument {
    let address: InstanceAddress

    init?(argument: String) {
        guard let address = InstanceAddress(written: argument), !address.host.isEmpty,
            (0...65_535).contains(address.port)
        else { return nil }
        self.address = address
    }
}
