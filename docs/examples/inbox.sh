#!/usr/bin/env bash
# One message both ways with curl alone: sign in, see the list, let a customer write, answer, follow the answer until it is
# read, and read in the event log what happened.
#
#   ./inbox.sh [FILE]      FILE: the demo.json that `recado demo` wrote (demo-data/demo.json)
#
# Needs curl and jq. Exit code 0: all came as docs/contract.md says; else not 0, and the reason on stderr.
set -euo pipefail

demo=${1:-$(dirname "$0")/../../demo-data/demo.json}
setting() { jq --raw-output --exit-status "$1" "$demo"; }
api="$(setting .url)/api/v1"
simulator=$(setting .simulatorUrl)
phone_number_id=$(setting .numbers[0].phoneNumberId)
customer="55119$(date +%s | tail -c 9)"
token=

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# request METHOD URL [curl's options]: the answer's body; a refusal ends the script with the problem that was sent.
request() {
    local method=$1 url=$2 answer
    shift 2
    answer=$(curl --silent --show-error --fail-with-body --request "$method" "$url" \
        ${token:+--header "Authorization: Bearer $token"} "$@") || fail "$method $url: $answer"
    echo "$answer"
}

json() { request "$1" "$2" --header "Content-Type: application/json" --data "$3" "${@:4}"; }

# eventually WHAT COMMAND…: runs the command until it succeeds, for at most 15 seconds.
eventually() {
    local what=$1 end=$((SECONDS + 15))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || fail "waited 15 s in vain: $what"
        sleep 0.2
    done
}

# --- sign in, see the list -------------------------------------------------------------------------------------------
signed_in=$(json POST "$api/auth/login" "$(setting '.users[0] | {email, password} | tojson')")
token=$(jq -re .accessToken <<<"$signed_in")
echo "signed in as $(jq -r .user.role <<<"$signed_in")"
head=$(request GET "$api/events" | jq -re .head)
request GET "$api/conversations?limit=3" |
    jq -r '.data[] | "  \(.contact.name), \(.status), \(.unreadCount) unread"'

# --- a customer writes (at Meta's side, which the simulator plays) ----------------------------------------------------
wamid=$(json POST "$simulator/_sim/inbound" '{"phone_number_id":"'"$phone_number_id"'",
    "from":{"wa_id":"'"$customer"'","name":"Ana Exemplo"},"message":{"type":"text","text":{"body":"Oi! Vocês abrem hoje?"}}}' | jq -re .wamid)
arrived() {
    conversation=$(request GET "$api/conversations?unread=true" | jq -re \
        --arg wamid "$wamid" '.data[] | select(.lastMessage.waMessageId == $wamid) | .id')
}
eventually "the message is in the list" arrived
echo "arrived in $conversation"

# --- answer; the same key twice is one message -----------------------------------------------------------------------
key="example-$wamid"
reply='{"conversationId":"'"$conversation"'","type":"text","text":{"body":"Abrimos, até as 18h."}}'
message=$(json POST "$api/messages/send" "$reply" --header "Idempotency-Key: $key" | jq -re .id)
again=$(json POST "$api/messages/send" "$reply" --header "Idempotency-Key: $key" | jq -re .id)
[ "$again" = "$message" ] || fail "the same Idempotency-Key made two messages: $message and $again"

was_read() { [ "$(request GET "$api/messages/$message" | jq -r .status)" = read ]; }
eventually "the answer is read" was_read
request GET "$api/messages/$message" | jq -e '.statusTimes | .queued <= .accepted and .sent <= .delivered and .delivered <= .read' >/dev/null ||
    fail "the times of the answer are not in order"

# --- what a socket would have told, from the log ---------------------------------------------------------------------
ticks=$(request GET "$api/events?after=$head&limit=200" | jq -r --arg message "$message" \
    '[.data[] | select(.type == "message:status" and .data.messageId == $message) | .data.status] - ["queued", "sending"] | join(" ")')
[ "$ticks" = "accepted sent delivered read" ] || fail "the log tells of: $ticks"
echo "answered: $ticks"

request POST "$api/conversations/$conversation/read" >/dev/null
unread=$(request GET "$api/conversations/$conversation" | jq .unreadCount)
[ "$unread" = 0 ] || fail "$unread messages are unread after reading"
request POST "$api/auth/logout" >/dev/null
echo OK
