# The image of Tasklane: one static binary and nothing else, no shell, no user but a number.
#
#   docker build -t tasklane:local .                                    everything in one process
#   docker build -t user-service:local --build-arg MODULES=user .       one module; which one runs is a setting, MODULES
#
# The same sources make the same binary, on any machine: the toolchains are pinned, no path and no time goes in.

FROM --platform=$BUILDPLATFORM node:24.18.0-alpine3.24@sha256:a0b9bf06e4e6193cf7a0f58816cc935ff8c2a908f81e6f1a95432d679c54fbfd AS web
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY schema ../schema
COPY frontend ./
RUN npm run build

FROM --platform=$BUILDPLATFORM golang:1.26.8-alpine3.24@sha256:8ac98ca534ac3f51e1f420a1dd2c15e74c75cfa0f23f3ad27eb5d7236c349a0c AS binary
WORKDIR /src
COPY . ./
COPY --from=web /src/frontend/dist frontend/dist
ARG TARGETOS TARGETARCH
ARG VERSION=dev
# All that the image consists of: the binary, the authorities that it trusts, and an empty folder.
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false \
      -gcflags=github.com/redis/rueidis/internal/cmds=-l -gcflags=github.com/twmb/franz-go/pkg/kmsg=-l \
      -ldflags "-s -w -X main.version=$VERSION" -o /image/tasklane . \
    && install -D -m 0644 /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
    && mkdir -m 0700 /data

FROM scratch
COPY --from=binary /image /
# A new volume takes over whose the folder is; without a volume and with a read-only root nothing is kept, and serve says so.
COPY --from=binary --chown=65532:65532 /data /data
ARG VERSION=dev
ARG MODULES=all
LABEL org.opencontainers.image.title="Tasklane" \
      org.opencontainers.image.description="A self-hosted, real-time task manager for teams" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"
ENV MODULES=$MODULES DATA_DIR=/data OPS_ADDR=:9090
USER 65532:65532
# Web app, API, other modules, operators.
EXPOSE 3000 4000 7000 9090
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/tasklane", "health"]
ENTRYPOINT ["/tasklane"]
CMD ["serve"]
