"""The systemctl of hosts that are no database hosts (there hactl must do without): perl-base is on every Debian."""

from .init import INSIDE

SCRIPT = r"""#!/usr/bin/perl
# What of systemctl(1) this host has: it asks process 1, which keeps the services.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($verb, @units) = grep { !/^-/ } @ARGV;
my %asks = (start => ['start'], stop => ['stop'], restart => ['stop', 'start'], reload => ['reload'], 'is-active' => ['status'],
    status => ['status']);
die "systemctl: this host's knows only " . join(' ', sort keys %asks) . ", of one unit\n" unless $verb && $asks{$verb} && @units == 1;
(my $unit = $units[0]) =~ s/\.service$//;
die "Unit $unit.service not found.\n" unless $unit =~ /^[a-z]+$/;
my $said = '';
for my $ask (@{$asks{$verb}}) {
    my $init = IO::Socket::UNIX->new(Peer => 'INSIDE') or die "systemctl: $!\n";
    print $init qq({"do": "$ask", "service": "$unit"}\n);
    $init->flush;
    $said = <$init> // '';
    $said =~ /"ok": true/ or die "systemctl: $verb $unit: " . ($said =~ /"error": "(.*)"/ ? $1 : 'no answer') . "\n";
}
if ($asks{$verb}[0] eq 'status') {
    my $active = $said =~ /"pid": \d/;
    print $active ? "active\n" : "inactive\n";
    exit($active ? 0 : 3);
}
""".replace("INSIDE", INSIDE)
