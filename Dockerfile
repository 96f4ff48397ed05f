# One file for all images: docker build --build-arg MODULE=bot-service .
# MODULE=local-stack is the fake Whapi by itself, for trials.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
ARG MODULE
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B -ntp -q -pl "$MODULE" -am package -DskipTests \
 && mkdir -p /app/libraries/lib /app/ours/lib \
 && if [ "$MODULE" = local-stack ]; then \
      mvn -B -ntp -q -pl "$MODULE" -am -DskipTests package dependency:copy-dependencies \
          -DincludeScope=runtime -DoutputDirectory=/app/libraries/lib \
      && rm -f /app/libraries/lib/*-service-*.jar; \
    else \
      java -Djarmode=tools -jar "$MODULE/target/$MODULE"-*.jar extract --layers --destination /layers \
      && cp -r /layers/dependencies/. /app/libraries/ \
      && cp -r /layers/snapshot-dependencies/. /layers/application/. /app/ours/ \
      && rm -f "/app/ours/$MODULE"-*.jar; \
    fi \
 && mv /app/libraries/lib/common-*.jar /app/ours/lib/ 2> /dev/null; \
    cp "$(ls /layers/application/*.jar "$MODULE/target/$MODULE"-*[0-9T].jar 2> /dev/null | head -1)" /app/ours/app.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin balas
WORKDIR /app
COPY --from=build /app/libraries ./
COPY --from=build /app/ours ./
# The same for the training as for the run: with other flags the JVM would pass the cache over.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    MALLOC_ARENA_MAX=2
# Starts as far as it comes without Kafka and PostgreSQL, and keeps the classes that it met, loaded and linked. The last
# line fails the build where a run would not take that cache.
RUN if ! ls lib/spring-boot-4*.jar > /dev/null 2>&1; then exit 0; fi; \
    SPRING_PROFILES_ACTIVE=training WHAPI_TOKEN=training DATABASE_URL=postgresql://training@localhost:1/training \
      java -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -jar app.jar > training.log 2>&1; \
    java -XX:AOTMode=on -XX:AOTCache=app.aot -cp app.jar -version > /dev/null || { tail training.log; exit 1; }; \
    rm training.log
USER 10001
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
