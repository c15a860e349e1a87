# syntax=docker/dockerfile:1
#
# Two images from one file:
#   docker build --target server -t minato .          the server, with the pages in it
#   docker build --target proxy  -t minato-proxy .    Caddy with the pages

FROM rust:1.95-bookworm AS source
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev \
 && rm -rf /var/lib/apt/lists/*
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .

# What `cargo xtask up` does for the pages.
FROM source AS pages
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,id=minato-pages,target=/src/target \
    cargo build --locked --package minato-frontend \
        --target wasm32-unknown-unknown --profile wasm --target-dir target/wasm \
 && cargo run --locked --quiet --package bundle -- \
        target/wasm/wasm32-unknown-unknown/wasm/minato-frontend.wasm frontend /dist

FROM source AS program
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,id=minato-program,target=/src/target \
    cargo build --locked --release --package minato-server --features postgres \
 && cp target/release/minato /minato

FROM debian:bookworm-slim AS server
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq5 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /srv/minato minato \
 && install -d -o minato -g minato /srv/minato /srv/minato/var
COPY --from=program /minato /usr/local/bin/minato
COPY --from=pages /dist /srv/minato/dist
WORKDIR /srv/minato
USER minato
# Only a container's own network can reach these; publish what is meant to be public.
ENV MINATO_LISTEN=0.0.0.0:8080 \
    MINATO_OPS_LISTEN=0.0.0.0:9090 \
    MINATO_LOG_FORMAT=json
EXPOSE 8080
# A SQLite database and mails that became files survive the container here.
VOLUME /srv/minato/var
STOPSIGNAL SIGTERM
ENTRYPOINT ["minato"]
CMD ["serve"]

FROM caddy:2-alpine AS proxy
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=pages /dist /srv
