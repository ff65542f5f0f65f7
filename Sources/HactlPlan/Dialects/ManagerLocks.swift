/// The locks that other tools take on a server while they manage it.
enum ManagerLocks {
    /// MaxScale's cooperative monitoring (`SERVER_LOCK` and `MASTER_LOCK` of mariadbmon), MHA's monitor and failover
    /// (MHA::DBHelper). orchestrator takes none.
    static let foreign = [
        "maxscale_mariadbmonitor", "maxscale_mariadbmonitor_master", "MHA_Master_High_Availability_Monitor",
        "MHA_Master_High_Availability_Failover",
    ]
}
