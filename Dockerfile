# One file for all images: docker build --build-arg MODULE=bot-service .
# MODULE=fake-whapi is the fake Whapi by itself, for trials.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
# Builds all modules at once, so that images built together share this step. Runs no tests.
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B -ntp -q -T 2 -Pbom -Dlicense.skipAddThirdParty package \
 && mvn -B -ntp -q -DskipTests -pl fake-whapi -am package dependency:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory=target/libraries

FROM build AS parts
ARG MODULE
# Libraries of others change seldom, so they have their own layer.
RUN mkdir -p /app/libraries/lib /app/ours/lib \
 && if [ "$MODULE" = fake-whapi ]; then \
      cp fake-whapi/target/libraries/*.jar /app/libraries/lib/ \
      && cp "$(ls fake-whapi/target/fake-whapi-*[0-9T].jar)" /app/ours/app.jar; \
    else \
      java -Djarmode=tools -jar "$MODULE/target/$MODULE"-*.jar extract --layers --destination /layers \
      && cp -r /layers/dependencies/lib/. /app/libraries/lib/ \
      && for layer in snapshot-dependencies application; do \
           if [ -d "/layers/$layer/lib" ]; then cp -r "/layers/$layer/lib/." /app/ours/lib/; fi; \
         done \
      && cp /layers/application/*.jar /app/ours/app.jar; \
    fi \
 && cp local-stack/src/main/resources/id/balas/stack/process/compiler-directives.json /app/ours/ \
 && mkdir -p /app/ours/native /unpacked && cd /unpacked \
 && for jar in /app/libraries/lib/snappy-java-*.jar /app/libraries/lib/lz4-java-*.jar; do \
      if [ -f "$jar" ]; then jar xf "$jar"; fi; \
    done \
 && find . -ipath "*/linux/$(uname -m)/lib*.so" -exec cp {} /app/ours/native/ \; \
 && find . -ipath "*/linux/$(uname -m | sed s/x86_64/amd64/)/lib*.so" -exec cp {} /app/ours/native/ \; \
 && if [ "$MODULE" != fake-whapi ]; then \
      mv /app/libraries/lib/common-*.jar /app/ours/lib/ 2> /dev/null || ls /app/ours/lib/common-*.jar > /dev/null; \
    fi

FROM eclipse-temurin:25.0.3_9-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin balas
WORKDIR /app
COPY --from=parts /app/libraries ./
COPY --from=parts /app/ours ./
# Training and run need the same flags, or the JVM ignores the AOT cache. Kafka's native libraries are in /app/native,
# because they cannot be loaded from a /tmp that is mounted noexec. MetaspaceSize: otherwise each growth of the loaded
# classes stops the service for a full collection.
ENV JDK_JAVA_OPTIONS="-Dorg.xerial.snappy.lib.path=/app/native -Djava.library.path=/app/native -XX:+UseSerialGC -XX:MetaspaceSize=128m -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    MALLOC_ARENA_MAX=2
# Starts the service without Kafka and PostgreSQL, and writes the loaded and linked classes to the AOT cache. The last
# command fails the build if a run would not use the cache.
RUN if ! ls lib/spring-boot-4*.jar > /dev/null 2>&1; then exit 0; fi; \
    SPRING_PROFILES_ACTIVE=training WHAPI_TOKEN=training DATABASE_URL=postgresql://training@localhost:1/training \
    SECRET_KEY=signs-nothing-and-is-in-no-image-that-runs \
      java -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -jar app.jar > training.log 2>&1; \
    java -XX:AOTMode=on -XX:AOTCache=app.aot -cp app.jar -version > /dev/null || { tail training.log; exit 1; }; \
    rm training.log
USER 10001
# The directives keep C2 from compiling what only a start uses.
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile=compiler-directives.json", "-jar", "app.jar"]
