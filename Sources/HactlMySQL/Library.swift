import CMySQL

/// The client library, set up once in a process, before the first lane touches it.
enum Library {
    /// Whether the library could be set up. `mysql_library_init` is not thread-safe
    /// ("Writing C API Threaded Client Programs"); a global constant is initialised once.
    static let isReady = hactl_mysql_library_init() == 0
}
