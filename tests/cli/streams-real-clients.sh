#!/bin/sh
# The servers of the samples answer nc, socat and curl; a client of ours talks to nc; all of it arrives, both ways.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/streams/common"
samples=$ASYNCC_SOURCE/samples
build "$samples/25-echo-server.c" echo
build "$samples/25-chat-server.c" chat
build "$samples/25-port-forwarder.c" forward
build "$ASYNCC_SOURCE/tests/cli/streams/cat.c" cat
python3 -c 'import random, sys; sys.stdout.buffer.write(random.Random(1).randbytes(2000000))' > big

serve ./echo 0
echo_port=$port
printf 'one\ntwo\n' | timeout 60 nc -N 127.0.0.1 "$port" > out
is "echo to nc" "$(printf 'one\ntwo')" "$(cat out)"
timeout 60 nc -N 127.0.0.1 "$port" < big > out
cmp big out
timeout 60 socat -t 60 - "TCP:127.0.0.1:$port" < big > out
cmp big out
timeout 60 nc -6 -N ::1 "$port" < big > out && cmp big out || [ ! -e /proc/net/if_inet6 ] || fail "no IPv6"

# Standard input and output of ours: files, pipes, nothing at all.
timeout 60 ./cat 127.0.0.1 "$port" < big > out
cmp big out
cat big | timeout 60 ./cat localhost "$port" | cat > out
cmp big out
timeout 60 ./cat localhost "$port" < /dev/null > out
is "echo of nothing" "" "$(cat out)"
timeout 60 ./cat localhost "$port" <&- > out
is "echo without standard input" "" "$(cat out)"

# Through the forwarder, to the echo server.
serve ./forward 0 127.0.0.1 "$echo_port"
timeout 60 nc -N 127.0.0.1 "$port" < big > out
cmp big out
interrupted

# A server that is not ours: nc takes one connection, and curl asks through the forwarder.
printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n' | timeout 60 nc -l -N 127.0.0.1 0 -v > asked 2> said &
children="$children $!"
for _ in $(seq 100); do
    nc_port=$(sed -n 's/^Listening on [^ ]* \([0-9]*\)$/\1/p' said)
    [ -z "$nc_port" ] || break
    sleep 0.05
done
serve ./forward 0 127.0.0.1 "$nc_port"
curl --raw -s --max-time 60 "http://127.0.0.1:$port/path" > out
is "curl --raw" "$(printf '5\r\nhello\r\n0\r\n\r\n')" "$(cat out)"
has asked "GET /path HTTP/1.1"
interrupted

# Two people at nc.
serve ./chat 0
mkfifo ada bob
timeout 60 nc -N 127.0.0.1 "$port" < ada > ada.out &
children="$children $!"
timeout 60 nc -N 127.0.0.1 "$port" < bob > bob.out &
children="$children $!"
exec 8> ada 9> bob
until_has() { for _ in $(seq 1000); do ! grep -qF -- "$2" "$1" || return 0; sleep 0.05; done; fail "no '$2' in $1: $(cat "$1")"; }
echo ada >&8
until_has ada.out "* ada has joined lobby"
printf 'ada\nbob\r\n' >&9
until_has bob.out "another name, please"
until_has ada.out "* bob has joined lobby"
echo "hello, bob" >&8
until_has bob.out "ada: hello, bob"
echo "/join kitchen" >&9
until_has ada.out "* bob has left lobby"
echo "/who" >&9
until_has bob.out "in kitchen: bob"
echo "only ada reads this" >&8
until_has ada.out "ada: only ada reads this"
echo "/quit" >&9
until_has bob.out "* bob has joined kitchen"
has_not bob.out "only ada"
exec 8>&- 9>&-
interrupted
