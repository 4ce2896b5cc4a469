# The program in a small image: docker build -t snowglobe . && docker run -p 4566:4566 snowglobe
FROM debian:bookworm-slim AS build
WORKDIR /source
COPY scripts/setup scripts/build scripts/
RUN scripts/setup --build-only && rm -rf /var/lib/apt/lists/*
COPY CMakeLists.txt CMakePresets.json ./
COPY emulator emulator
COPY services services
COPY tests tests
RUN scripts/build && strip build/snowglobe

FROM debian:bookworm-slim
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends \
       libcpp-httplib0.11 libmimalloc2.0 libpugixml1v5 libspdlog1.10 libsqlite3-0 libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1000 --no-create-home snowglobe \
    && install -d -o snowglobe -g snowglobe /data
COPY --from=build /source/build/snowglobe /usr/local/bin/snowglobe
USER snowglobe
VOLUME /data
EXPOSE 4566
# Outside a container Snowglobe listens on this machine alone.
ENV SNOWGLOBE_HOST=0.0.0.0 SNOWGLOBE_DATA=/data
HEALTHCHECK --interval=5s --timeout=3s --start-period=2s CMD ["snowglobe", "health"]
ENTRYPOINT ["snowglobe"]
CMD ["serve"]
