import Foundation

/// The MariaDB of this machine, and one data directory of it that all servers of a run are copied from.
actor Installation {
    static let shared = Installation()
    /// Tests of real servers are skipped without these.
    static let isPresent = ["/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db", "/usr/bin/openssl"]
        .allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    private var template: Task<Directory, any Error>?

    /// Everything of the run. The shell that cleans it up reads from a pipe that only this process holds: it acts when
    /// the tests are over, however they ended.
    struct Directory: Sendable {
        let path: String
        var data: String { path + "/template" }
        func file(_ name: String) -> String { path + "/" + name }
    }

    func directory() async throws -> Directory {
        if let template { return try await template.value }
        let task = Task { try Self.make() }
        template = task
        return try await task.value
    }

    private static func make() throws -> Directory {
        let directory = Directory(path: NSTemporaryDirectory() + "hactl-mysql-\(getpid())")
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        try Shell.whileWeLive(finally: "rm -rf \(directory.path)")
        try Shell.run(Self.certificates, in: directory.path)
        try Shell.run(
            """
            mariadb-install-db --no-defaults --user=root --datadir=\(directory.data) --skip-test-db \
            --auth-root-authentication-method=normal >install.log 2>&1
            """, in: directory.path)
        return directory
    }

    /// Two authorities; the server's certificate comes from the first and is good for 127.0.0.1 only.
    private static let certificates = """
        for ca in ca other; do
            openssl req -x509 -newkey rsa:2048 -nodes -keyout $ca.key -out $ca.pem -days 2 -subj /CN=$ca 2>/dev/null
        done
        openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=db1.test 2>/dev/null
        printf 'subjectAltName=IP:127.0.0.1,DNS:db1.test' >san
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san \
            -out server.pem 2>/dev/null
        """
}
