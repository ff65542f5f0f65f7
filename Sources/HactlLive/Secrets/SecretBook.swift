import Glibc
import HactlModel
import HactlMySQL
import Subprocess

/// Where a secret could not be had from, and what to do about it.
package struct SecretFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package var message: String
    package var remedy: String

    package var description: String { "\(message) \(remedy)" }
}

/// Reads secrets from the places that the inventory names. Each place is read once in a run.
package actor SecretBook {
    private var known: [SecretReference: Secret] = [:]

    package init() {}

    package func secret(_ reference: SecretReference) async throws(SecretFailure) -> Secret {
        if let secret = known[reference] { return secret }
        let secret = Secret(try await read(reference))
        known[reference] = secret
        return secret
    }

    private func read(_ reference: SecretReference) async throws(SecretFailure) -> String {
        switch reference {
        case .file(let path): try firstLine(ofFile: path)
        case .credential(let name): try firstLine(ofFile: credentialPath(name))
        case .optionFile(let path, let group): try password(inFile: path, group: group).reveal()
        case .environment(let name): try environment(name)
        case .command(let arguments): try await output(of: arguments)
        }
    }

    private func firstLine(ofFile path: String) throws(SecretFailure) -> String {
        try PrivateFile.read(path).secretLine
    }

    /// systemd.exec(5): "LoadCredential= … the data is placed in files below `$CREDENTIALS_DIRECTORY`".
    private func credentialPath(_ name: String) throws(SecretFailure) -> String {
        guard let directory = getenv("CREDENTIALS_DIRECTORY") else {
            throw SecretFailure(
                message: "The credential '\(name)' can't be read: $CREDENTIALS_DIRECTORY is not set.",
                remedy: "Run hactl as a systemd service with LoadCredential=\(name):PATH.")
        }
        return "\(String(cString: directory))/\(name)"
    }

    private func password(inFile path: String, group: String) throws(SecretFailure) -> Secret {
        let text = try PrivateFile.read(path)
        do throws(Complaint) {
            if let password = try OptionFile(reading: text, named: path).value(of: "password", in: group) {
                return password
            }
        } catch {
            throw SecretFailure(message: "\(error.place): \(error.problem)", remedy: error.remedy)
        }
        throw SecretFailure(
            message: "\(path) has no password in the group [\(group)].",
            remedy: "Write the group and a line password=… into it.")
    }

    private func environment(_ name: String) throws(SecretFailure) -> String {
        guard let value = getenv(name) else {
            throw SecretFailure(
                message: "The environment variable \(name) is not set.", remedy: "Set it, or name a file instead.")
        }
        return String(cString: value)
    }

    private func output(of arguments: [String]) async throws(SecretFailure) -> String {
        let program = arguments.first ?? ""
        let failure = SecretFailure(
            message: "The command '\(program)' gave no secret.", remedy: "Run it by hand and see what it says.")
        guard
            let result = try? await Subprocess.run(
                Executable(word: program), arguments: Arguments(Array(arguments.dropFirst())),
                output: .string(limit: 65_536)),
            result.terminationStatus.isSuccess, !result.standardOutput.secretLine.isEmpty
        else { throw failure }
        return result.standardOutput.secretLine
    }
}

extension String {
    /// Up to a line feed, and without a carriage return before it: to Swift the two together are a third character.
    fileprivate var secretLine: String {
        var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.text
    }
}
