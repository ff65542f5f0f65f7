import Testing

/// The parent of the suites that need a server of this machine.
@Suite("SQL on real servers", .enabled(if: Installation.isPresent, "mariadb-server or openssl is not installed"))
struct RealServers {}
