import HactlModel

@testable import HactlPlan

let vip = VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0")

/// Recorded on Debian 12 (iproute2 6.1, iputils 20221126, MariaDB 10.11), shortened.
let recordedLook = #"""
    banner of a careless profile
    @@hactl clock
    1795221543.323024692
    @@hactl load
    0.42
    @@hactl user
    1000
    @@hactl ip
    /usr/sbin/ip
    @@hactl arping
    /usr/bin/arping
    @@hactl addresses
    1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
    2: eth0    inet 10.0.0.11/24 scope global eth0\       valid_lft forever preferred_lft forever
    2: eth0    inet 10.0.0.50/24 scope global secondary eth0\       valid_lft forever preferred_lft forever
    @@hactl links
    1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\    link/loopback 00:00:00:00:00:00 brd 00:00
    2: eth0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP\    link/ether B2:b7:22:77:15:2b brd ff:ff
    3: eth1: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN\    link/ether 3a:1d:6e:00:9a:1c brd ff:ff
    @@hactl arping-words
    arping from iputils 20221126
    @@hactl arping-free
    @@hactl daemons
    412 mariadbd
    97 keepalived
    98 keepalived
    @@hactl memory
    MemAvailable:   12345678 kB
    oom_kill 2
    @@hactl persisted
    /etc/network/interfaces
    @@hactl disk
    Filesystem     1024-blocks     Used Available Capacity Mounted on
    /dev/vda         264212084 20496212  78569400      21% /
    @@hactl options
    known
    --read_only=OFF
    --read-only
    @@hactl option-directory
    /etc/mysql/mariadb.conf.d
    @@hactl refused
    5
    0
    3
    @@hactl end
    """#
