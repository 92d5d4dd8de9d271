#!/bin/sh
# The certificate that nginx reads from /tls: self-signed at first, then Let's Encrypt's when EMAIL is set.
set -eu

self_sign() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$DOMAIN" -addext "subjectAltName=DNS:$DOMAIN" \
        -keyout /tls/privkey.pem -out /tls/fullchain.pem 2>/dev/null
}

# Key and certificate change while nginx reads neither: it takes them up when it is told to, with its next reload.
take_over() {
    cp -L "/etc/letsencrypt/live/recado/privkey.pem" "/etc/letsencrypt/live/recado/fullchain.pem" /tls/
}

obtain() {
    if [ -e /etc/letsencrypt/renewal/recado.conf ]; then
        certbot renew --quiet
    else
        certbot certonly --quiet --non-interactive --agree-tos --email "$EMAIL" --webroot --webroot-path /challenge \
            --cert-name recado --domain "$DOMAIN"
    fi
}

[ -s /tls/fullchain.pem ] || self_sign
if [ -z "${EMAIL:-}" ]; then
    echo "no e-mail address: the certificate stays self-signed"
    exec tail -f /dev/null
fi
sleep 20 # nginx starts meanwhile and answers the challenge
while :; do
    if obtain; then
        take_over
        sleep 43200
    else
        echo "no certificate from Let's Encrypt: does $DOMAIN lead here, and is port 80 open? Tried again in an hour" >&2
        sleep 3600
    fi
done
