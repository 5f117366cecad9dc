# The same steps as `make build`, then an image with the binary and the libraries that it reads NetCDF with.
# scripts/image.sh runs them without Docker, so that CI keeps this file true.

FROM node:20-bookworm-slim AS ui
WORKDIR /src/web/ui
COPY web/ui/package.json web/ui/package-lock.json web/ui/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web/ui/ ./
RUN npm run build

FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libnetcdf-dev libhdf5-dev libdeflate-dev pkg-config && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd/ cmd/
COPY forecast/ forecast/
COPY ingest/ ingest/
COPY tiles/ tiles/
COPY web/ web/
COPY --from=ui /src/web/ui/dist/ web/ui/dist/
ARG VERSION=dev
RUN go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /fengtu ./cmd/fengtu

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libnetcdf19 libhdf5-103-1 libdeflate0 ca-certificates && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home /data --create-home fengtu
COPY --from=build /fengtu /usr/local/bin/fengtu
COPY LICENSE NOTICE LICENSES/ /usr/share/doc/fengtu/
USER fengtu
VOLUME /data
EXPOSE 8080
ENV FENGTU_DATA=/data FENGTU_LISTEN=0.0.0.0:8080
ENTRYPOINT ["fengtu"]
CMD ["serve"]
