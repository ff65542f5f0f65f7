"""The lab: real MySQL and MariaDB clusters on one Linux machine, one host a set of namespaces."""
