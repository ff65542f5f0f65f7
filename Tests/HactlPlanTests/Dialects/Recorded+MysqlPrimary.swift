extension Recorded {
    /// MySQL 9.7.4: a primary with one replica, an idle transaction, a prepared XA transaction, MHA's lock taken, and a
    /// channel that never reached its source.
    static let mysqlPrimary = #"""
        [
        {"c":["version","server_id","server_uuid","hostname","port","read_only","super_read_only","gtid_executed","g\#
        tid_purged"],"r":[["9.7.4-2","1","020784ea-e541-11f1-9192-02fc00000001","vm","13301","0","0","020784ea-e541-\#
        11f1-9192-02fc00000001:1-33,\n0460696d-e541-11f1-87ed-02fc00000001:1-2",""]]},
        {"c":["Variable_name","Value"],"r":[["auto_increment_increment","1"],["auto_increment_offset","1"],["binlog_\#
        expire_logs_seconds","2592000"],["binlog_format","ROW"],["binlog_row_image","FULL"],["character_set_server",\#
        "utf8mb4"],["collation_server","utf8mb4_0900_ai_ci"],["default_storage_engine","InnoDB"],["enforce_gtid_cons\#
        istency","ON"],["event_scheduler","ON"],["explicit_defaults_for_timestamp","ON"],["gtid_mode","ON"],["innodb\#
        _autoinc_lock_mode","2"],["innodb_buffer_pool_size","67108864"],["innodb_flush_log_at_trx_commit","1"],["inn\#
        odb_strict_mode","ON"],["log_bin","ON"],["log_bin_trust_function_creators","OFF"],["log_replica_updates","ON\#
        "],["log_slave_updates","ON"],["lower_case_table_names","0"],["max_allowed_packet","67108864"],["max_connect\#
        ions","151"],["relay_log_recovery","OFF"],["replica_parallel_workers","4"],["replica_preserve_commit_order",\#
        "ON"],["replica_skip_errors","OFF"],["rpl_semi_sync_source_enabled","OFF"],["rpl_semi_sync_source_timeout","\#
        10000"],["rpl_semi_sync_source_trace_level","32"],["rpl_semi_sync_source_wait_for_replica_count","1"],["rpl_\#
        semi_sync_source_wait_no_replica","ON"],["rpl_semi_sync_source_wait_point","AFTER_SYNC"],["skip_replica_star\#
        t","OFF"],["skip_slave_start","OFF"],["slave_parallel_workers","4"],["slave_preserve_commit_order","ON"],["s\#
        lave_skip_errors","OFF"],["sql_mode","ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ER\#
        ROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"],["sync_binlog","1"],["sync_relay_log","10000"],["system_ti\#
        me_zone","UTC"],["time_zone","SYSTEM"],["transaction_isolation","REPEATABLE-READ"]]},
        {"c":["Variable_name","Value"],"r":[["Rpl_semi_sync_source_clients","0"],["Rpl_semi_sync_source_net_avg_wait\#
        _time","0"],["Rpl_semi_sync_source_net_wait_time","0"],["Rpl_semi_sync_source_net_waits","0"],["Rpl_semi_syn\#
        c_source_no_times","4"],["Rpl_semi_sync_source_no_tx","1"],["Rpl_semi_sync_source_status","OFF"],["Rpl_semi_\#
        sync_source_timefunc_failures","0"],["Rpl_semi_sync_source_tx_avg_wait_time","4489"],["Rpl_semi_sync_source_\#
        tx_wait_time","4489"],["Rpl_semi_sync_source_tx_waits","1"],["Rpl_semi_sync_source_wait_pos_backtraverse","0\#
        "],["Rpl_semi_sync_source_wait_sessions","0"],["Rpl_semi_sync_source_yes_tx","0"]]},
        {"c":["Replica_IO_State","Source_Host","Source_User","Source_Port","Connect_Retry","Source_Log_File","Read_S\#
        ource_Log_Pos","Relay_Log_File","Relay_Log_Pos","Relay_Source_Log_File","Replica_IO_Running","Replica_SQL_Ru\#
        nning","Replicate_Do_DB","Replicate_Ignore_DB","Replicate_Do_Table","Replicate_Ignore_Table","Replicate_Wild\#
        _Do_Table","Replicate_Wild_Ignore_Table","Last_Errno","Last_Error","Skip_Counter","Exec_Source_Log_Pos","Rel\#
        ay_Log_Space","Until_Condition","Until_Log_File","Until_Log_Pos","Source_SSL_Allowed","Source_SSL_CA_File","\#
        Source_SSL_CA_Path","Source_SSL_Cert","Source_SSL_Cipher","Source_SSL_Key","Seconds_Behind_Source","Source_S\#
        SL_Verify_Server_Cert","Last_IO_Errno","Last_IO_Error","Last_SQL_Errno","Last_SQL_Error","Replicate_Ignore_S\#
        erver_Ids","Source_Server_Id","Source_UUID","Source_Info_File","SQL_Delay","SQL_Remaining_Delay","Replica_SQ\#
        L_Running_State","Source_Retry_Count","Source_Bind","Last_IO_Error_Timestamp","Last_SQL_Error_Timestamp","So\#
        urce_SSL_Crl","Source_SSL_Crlpath","Retrieved_Gtid_Set","Executed_Gtid_Set","Auto_Position","Replicate_Rewri\#
        te_DB","Channel_Name","Source_TLS_Version","Source_public_key_path","Get_Source_public_key","Network_Namespa\#
        ce"],"r":[["","127.0.0.1","repl","1","5","","4","vm-relay-bin.000001","4","","No","No","","","","","","","0"\#
        ,"","0","0","158","None","","0","No","","","","","",null,"No","2003","Error connecting to source 'repl@127.0\#
        .0.1:1'. This was attempt 1/100000, with a delay of 5 seconds between attempts. Message: Can't connect to My\#
        SQL server on '127.0.0.1:1' (111)","0","","","0","","mysql.slave_master_info","0",null,"","100000","","26112\#
        1 00:36:15","","","","","020784ea-e541-11f1-9192-02fc00000001:1-33,\n0460696d-e541-11f1-87ed-02fc00000001:1-\#
        2","1","","","","","1",""]]},
        {"c":["File","Position","Binlog_Do_DB","Binlog_Ignore_DB","Executed_Gtid_Set"],"r":[["binlog.000001","9124",\#
        "","","020784ea-e541-11f1-9192-02fc00000001:1-33,\n0460696d-e541-11f1-87ed-02fc00000001:1-2"]]},
        {"c":["ID","USER","HOST","COMMAND","TIME"],"r":[["153","repl","localhost:45536","Binlog Dump GTID","1"],["5"\#
        ,"event_scheduler","localhost","Daemon","112"],["150","root","localhost","Sleep","20"],["151","root","localh\#
        ost","Sleep","20"]]},
        {"c":["ID","seconds","trx_rows_modified"],"r":[["151","20","2"]]},
        {"c":["formatID","gtrid_length","bqual_length","data"],"r":[["1","3","1","0x78273162"]]},
        {"c":["EVENT_SCHEMA","EVENT_NAME","DEFINER","STATUS"],"r":[["shop","ev1","root@localhost","REPLICA_SIDE_DISA\#
        BLED"]]},
        {"c":["name","holder"],"r":[["maxscale_mariadbmonitor",null],["maxscale_mariadbmonitor_master",null],["MHA_M\#
        aster_High_Availability_Monitor","150"],["MHA_Master_High_Availability_Failover",null],["hactl:shop","150"]]\#
        },
        {"c":["MEMBER_STATE"],"r":[]},
        {"c":["name","value"],"r":[]}
        ]
        """#
}
