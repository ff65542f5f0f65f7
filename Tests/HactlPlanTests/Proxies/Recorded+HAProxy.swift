/// What a look at HAProxy 2.6.12 printed, its statistics cut after twenty columns; db1 is closed, and held two sessions.
enum RecordedHAProxy {
    /// What is printed beside where there is a section for reads: db1 is drained.
    static let readers = """
        @@hactl readers
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port
        3 shop_readers 1 db1 127.0.0.1 2 8 10 10 151 1 0 0 0 0 0 0 - 13311 - 0 0 - - 0
        3 shop_readers 2 db2 127.0.0.1 2 0 100 100 151 1 0 0 8 0 0 0 - 13312 - 0 0 - - 0

        @@hactl readers-stat
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,
        shop_readers,db1,0,0,3,2,,0,0,0,,0,,0,0,0,0,DRAIN,0,0,
        shop_readers,db2,0,0,1,0,,0,0,0,,0,,0,0,0,0,no check,100,1,
        """

    static let look = """
        @@hactl state
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port
        2 shop_writer 1 db1 127.0.0.1 0 1 1 1 151 1 0 0 0 0 0 0 - 13311 - 0 0 - - 0
        2 shop_writer 2 db2 127.0.0.1 2 4 1 1 151 1 0 0 8 0 0 0 - 13312 - 0 0 - - 0
        2 shop_writer 3 db3 127.0.0.1 0 5 1 1 250 1 0 0 8 0 0 0 - 13313 - 0 0 - - 0

        @@hactl stat
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,
        shop_writer,FRONTEND,,,0,0,9985,0,0,0,0,0,0,,,,,OPEN,,,
        shop_writer,db1,0,0,2,2,,0,0,0,,0,,0,0,0,0,MAINT,1,1,
        shop_writer,db2,0,0,0,0,,0,0,0,,0,,0,0,0,0,no check,1,1,
        shop_writer,db3,0,0,0,0,,0,0,0,,0,,0,0,0,0,MAINT,1,1,
        shop_writer,BACKEND,0,0,0,0,999,0,0,0,0,0,,0,0,0,0,UP,1,1,
        @@hactl rights
        No such server.


        @@hactl digest
        a6e16efaed45c198e5d2288c2b3ae48fefabb2fa34753cdeaa260666ef3c3050  -
        @@hactl lines
        10:    server db1 127.0.0.1:13311 # the first
        11:\tserver  db2 127.0.0.1:13312   disabled   # second
        12:    server db3 127.0.0.1:13313 disabled
        @@hactl prepared
        @@hactl end
        """
}
