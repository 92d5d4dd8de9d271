# syntax=docker/dockerfile:1
# Recado in one image: the release binary with the web app inside. docker build -t recado .
# Nothing secret is needed to build it, and nothing of the build remains but the binary.

FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/npm-cache npm ci --cache /npm-cache --ignore-scripts --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM rust:1.95-bookworm AS binary
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates/ crates/
COPY --from=web /src/web/dist/ web/dist/
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked -p recado-server --bin recado \
    && install -D target/release/recado /out/recado \
    && install -d -o 10001 -g 10001 -m 0700 /out/data

FROM debian:bookworm-slim
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=binary /out/recado /usr/local/bin/recado
COPY --from=binary --chown=10001:10001 /out/data /data
ENV RECADO_DATA__DIR=/data RECADO_SERVER__LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# Without curl: bash asks by itself. A node that is alive but not ready is not restarted for it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["recado"]
CMD ["serve"]
