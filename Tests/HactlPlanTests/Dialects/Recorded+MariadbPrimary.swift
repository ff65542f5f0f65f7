extension Recorded {
    /// MariaDB 10.11.19: as the MySQL primary; it was a replica of server 12 before.
    static let mariadbPrimary = #"""
        [
        {"c":["version","server_id","hostname","port","read_only","gtid_binlog_pos","gtid_slave_pos","gtid_binlog_st\#
        ate"],"r":[["10.11.19-MariaDB-0+deb12u1-log","11","vm","13311","0","0-11-34","0-11-32","0-12-16,0-11-34"]]},
        {"c":["Variable_name","Value"],"r":[["auto_increment_increment","1"],["auto_increment_offset","1"],["binlog_\#
        expire_logs_seconds","0"],["binlog_format","ROW"],["binlog_row_image","FULL"],["character_set_server","latin\#
        1"],["collation_server","latin1_swedish_ci"],["default_storage_engine","InnoDB"],["event_scheduler","OFF"],[\#
        "expire_logs_days","0.000000"],["explicit_defaults_for_timestamp","ON"],["gtid_strict_mode","ON"],["innodb_a\#
        utoinc_lock_mode","1"],["innodb_buffer_pool_size","134217728"],["innodb_flush_log_at_trx_commit","1"],["inno\#
        db_strict_mode","ON"],["log_bin","ON"],["log_bin_trust_function_creators","OFF"],["log_slave_updates","ON"],\#
        ["lower_case_table_names","0"],["max_allowed_packet","16777216"],["max_connections","151"],["relay_log_recov\#
        ery","OFF"],["rpl_semi_sync_master_enabled","OFF"],["rpl_semi_sync_master_timeout","10000"],["rpl_semi_sync_\#
        master_trace_level","32"],["rpl_semi_sync_master_wait_no_slave","ON"],["rpl_semi_sync_master_wait_point","AF\#
        TER_COMMIT"],["rpl_semi_sync_slave_delay_master","OFF"],["rpl_semi_sync_slave_enabled","OFF"],["rpl_semi_syn\#
        c_slave_kill_conn_timeout","5"],["rpl_semi_sync_slave_trace_level","32"],["slave_parallel_mode","optimistic"\#
        ],["slave_parallel_threads","0"],["slave_parallel_workers","0"],["slave_skip_errors","OFF"],["sql_mode","STR\#
        ICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"],["sync_binlog","0"]\#
        ,["sync_relay_log","10000"],["system_time_zone","UTC"],["time_zone","SYSTEM"],["tx_isolation","REPEATABLE-RE\#
        AD"],["wsrep_on","OFF"],["wsrep_provider","none"]]},
        {"c":["Variable_name","Value"],"r":[["Rpl_semi_sync_master_clients","0"],["Rpl_semi_sync_master_get_ack","0"\#
        ],["Rpl_semi_sync_master_net_avg_wait_time","0"],["Rpl_semi_sync_master_net_wait_time","0"],["Rpl_semi_sync_\#
        master_net_waits","0"],["Rpl_semi_sync_master_no_times","3"],["Rpl_semi_sync_master_no_tx","0"],["Rpl_semi_s\#
        ync_master_request_ack","0"],["Rpl_semi_sync_master_status","OFF"],["Rpl_semi_sync_master_timefunc_failures"\#
        ,"0"],["Rpl_semi_sync_master_tx_avg_wait_time","0"],["Rpl_semi_sync_master_tx_wait_time","0"],["Rpl_semi_syn\#
        c_master_tx_waits","0"],["Rpl_semi_sync_master_wait_pos_backtraverse","0"],["Rpl_semi_sync_master_wait_sessi\#
        ons","0"],["Rpl_semi_sync_master_yes_tx","0"],["Rpl_semi_sync_slave_send_ack","0"],["Rpl_semi_sync_slave_sta\#
        tus","OFF"]]},
        {"c":["Connection_name","Slave_SQL_State","Slave_IO_State","Master_Host","Master_User","Master_Port","Connec\#
        t_Retry","Master_Log_File","Read_Master_Log_Pos","Relay_Log_File","Relay_Log_Pos","Relay_Master_Log_File","S\#
        lave_IO_Running","Slave_SQL_Running","Replicate_Do_DB","Replicate_Ignore_DB","Replicate_Do_Table","Replicate\#
        _Ignore_Table","Replicate_Wild_Do_Table","Replicate_Wild_Ignore_Table","Last_Errno","Last_Error","Skip_Count\#
        er","Exec_Master_Log_Pos","Relay_Log_Space","Until_Condition","Until_Log_File","Until_Log_Pos","Master_SSL_A\#
        llowed","Master_SSL_CA_File","Master_SSL_CA_Path","Master_SSL_Cert","Master_SSL_Cipher","Master_SSL_Key","Se\#
        conds_Behind_Master","Master_SSL_Verify_Server_Cert","Last_IO_Errno","Last_IO_Error","Last_SQL_Errno","Last_\#
        SQL_Error","Replicate_Ignore_Server_Ids","Master_Server_Id","Master_SSL_Crl","Master_SSL_Crlpath","Using_Gti\#
        d","Gtid_IO_Pos","Replicate_Do_Domain_Ids","Replicate_Ignore_Domain_Ids","Parallel_Mode","SQL_Delay","SQL_Re\#
        maining_Delay","Slave_SQL_Running_State","Slave_DDL_Groups","Slave_Non_Transactional_Groups","Slave_Transact\#
        ional_Groups","Replicate_Rewrite_DB","Retried_transactions","Max_relay_log_size","Executed_log_entries","Sla\#
        ve_received_heartbeats","Slave_heartbeat_period","Gtid_Slave_Pos"],"r":[["","","","127.0.0.1","repl","1","5"\#
        ,"","4","ma1-relay-bin.000001","4","","No","No","","","","","","","0","","0","4","256","None","","0","No",""\#
        ,"","","","",null,"No","2003","error connecting to master 'repl@127.0.0.1:1' - retry-time: 5  maximum-retrie\#
        s: 100000  message: Can't connect to server on '127.0.0.1' (111 \"Connection refused\")","0","","","12","","\#
        ","Slave_Pos","0-11-32","","","optimistic","0",null,"","0","0","1","","0","1073741824","16","0","30.000","0-\#
        11-34"]]},
        {"c":["File","Position","Binlog_Do_DB","Binlog_Ignore_DB"],"r":[["bin.000001","6616","",""]]},
        {"c":["ID","USER","HOST","COMMAND","TIME"],"r":[["128","repl","localhost:50222","Binlog Dump","1"],["126","r\#
        oot","localhost","Sleep","20"],["125","root","localhost","Sleep","20"]]},
        {"c":["ID","seconds","trx_rows_modified"],"r":[["126","20","2"]]},
        {"c":["formatID","gtrid_length","bqual_length","data"],"r":[["1","3","1","X'782731',X'62'"]]},
        {"c":["EVENT_SCHEMA","EVENT_NAME","DEFINER","STATUS"],"r":[["shop","ev1","root@localhost","SLAVESIDE_DISABLE\#
        D"]]},
        {"c":["name","holder"],"r":[["maxscale_mariadbmonitor",null],["maxscale_mariadbmonitor_master",null],["MHA_M\#
        aster_High_Availability_Monitor","125"],["MHA_Master_High_Availability_Failover",null],["hactl:shop","125"]]\#
        },
        {"c":["GRANTEE"],"r":[["'hactl'@'localhost'"],["'root'@'vm'"],["'root'@'localhost'"],["'root'@'::1'"],["'roo\#
        t'@'127.0.0.1'"]]},
        {"c":["User","Role","may"],"r":[["outer_role","adm","1"],["deep","outer_role","0"],["noone","idle","0"],["ro\#
        ot","adm","1"],["root","idle","0"],["root","outer_role","0"],["viarole","adm","1"]]}
        ]
        """#
}
