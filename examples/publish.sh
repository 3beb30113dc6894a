#!/usr/bin/env bash
# Publishes an article, reads it, changes it, and shows it in a feed: all that a publisher needs is curl.
set -euo pipefail

url=${BULLETIN_URL:-http://localhost:8787}
publication=${BULLETIN_PUBLICATION:-bulletin-news}
: "${BULLETIN_KEY:?set it to the publisher’s key that the start printed}"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

api() { curl --silent --show-error --fail-with-body -H "authorization: Bearer $BULLETIN_KEY" -H 'content-type: application/json' "$@"; }

echo '— Publish'
api --dump-header "$answer" --output /dev/null "$url/v1/publications/$publication/articles" --data '{
  "title": "The night ferry sails again",
  "content": {"markdown": "After **eleven months** in dry dock the night ferry left the harbour at ten past nine.\n\nIt was full."},
  "summary": "Eleven months in dry dock are over.",
  "section": "Transport",
  "tags": ["Harbour", "Ferries"],
  "authors": [{"name": "Mira Okonkwo-Lindqvist"}]
}'
grep --ignore-case --extended-regexp '^(HTTP|location|etag)' "$answer"
location=$(sed -n 's/^location: *//Ip' "$answer" | tr -d '\r')
etag=$(sed -n 's/^etag: *//Ip' "$answer" | tr -d '\r')

echo '— Read'
api "$location"
echo

echo '— Correct, as the one who has seen this revision and no other'
api --request PATCH -H "if-match: $etag" "$location" --data '{
  "summary": "Twelve months in dry dock are over.",
  "correction": "The ferry was in dry dock for twelve months, not eleven."
}'
echo

echo '— And in the feed'
for _ in $(seq 20); do
  feed=$(curl --silent "$url/$publication/sections/transport/feed.json")
  case $feed in *'Twelve months'*) echo "$feed" | head -c 700; echo; exit 0 ;; esac
  sleep 0.25
done
echo 'it is not there after five seconds' >&2
exit 1
