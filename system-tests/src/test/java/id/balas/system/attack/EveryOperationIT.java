package id.balas.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every operation of every service as every caller: through the front door, and directly at the
/// services behind it. The operations come from the OpenAPI documents, the right responses from the
/// table of [Operation].
@Order(5)
@Tag("long")
class EveryOperationIT {

  private static final List<String> SERVICES =
      List.of("auth-service", "ingest-service", "bot-service", "sender-service");
  private static final Set<String> ALL_SCOPES =
      Set.of("chats:read", "chats:write", "deliveries", "intake");

  // Of the admin, for the bot-service.
  private static final String INNER_TOKEN = "front door's token";

  private static Doors doors;
  private static Accounts accounts;
  private static List<Caller> callers;

  @BeforeAll
  static void start() throws Exception {
    doors = Doors.shared();
    accounts = new Accounts(doors.front());
    callers = Stream.concat(known().stream(), refused().stream()).toList();
  }

  private static List<Caller> known() {
    var agent = accounts.user("karyawan");
    var admin = accounts.user("admin");
    var former = accounts.user("admin");
    String keyOfFormer = accounts.key(former.caller("admin"), ALL_SCOPES);
    accounts.change(former.id(), "{\"role\":\"karyawan\"}");
    List<Caller> known =
        new ArrayList<>(
            List.of(
                Caller.agent("agent", agent.accessToken()),
                Caller.admin("admin", admin.accessToken()),
                Caller.agent("former admin", former.accessToken()),
                Caller.key(
                    "key of a former admin",
                    keyOfFormer,
                    "karyawan",
                    Set.of("chats:read", "chats:write"))));
    for (String scope : ALL_SCOPES) {
      String key = accounts.key(admin.caller("admin"), Set.of(scope));
      known.add(Caller.key("key for " + scope, key, "admin", Set.of(scope)));
    }
    return known;
  }

  private static List<Caller> refused() {
    var admin = accounts.user("admin");
    Jwt token = Jwt.of(admin.accessToken());
    long now = System.currentTimeMillis() / 1000;
    var disabled = accounts.user("admin");
    String keyOfDisabled = accounts.key(disabled.caller("admin"), ALL_SCOPES);
    accounts.change(disabled.id(), "{\"disabled\":true}");
    var signedOut = accounts.user("admin");
    doors.front().post(signedOut.caller("admin"), "/auth/logout", "{}").is(204);
    Map.Entry<String, String> revoked = accounts.keyWithId(accounts.admin(), ALL_SCOPES);
    doors.front().send(accounts.admin(), "DELETE", "/api-keys/" + revoked.getValue(), "").is(204);
    return List.of(
        Caller.NOBODY,
        Caller.refused("refresh token", admin.refreshToken()),
        Caller.refused(
            "expired token",
            token.with("iat", now - 3600).with("exp", now - 1).signedWith(doors.secretKey())),
        Caller.refused("unsigned token", token.unsigned()),
        Caller.refused("token of another key", token.signedWith("x".repeat(44))),
        Caller.refused("changed token", token.with("sub", "1").tampered()),
        Caller.refused(
            "token for another audience", token.with("aud", "balas").signedWith(doors.secretKey())),
        Caller.refused("disabled admin", disabled.accessToken()),
        Caller.refused("key of a disabled admin", keyOfDisabled),
        Caller.refused("ended session", signedOut.accessToken()),
        Caller.refused("revoked key", revoked.getKey()),
        Caller.refused("unknown key", "balas_AAAAAAAA_" + "A".repeat(43)),
        Caller.refused("front door's token", relayed(admin.caller("admin"), "bot-service")));
  }

  @Test
  void forgedTokenWithTheRightKeyIsAccepted() {
    // Control: the forged tokens above are refused for what is wrong in them.
    Jwt token = Jwt.of(accounts.admin().token());

    doors
        .front()
        .get(Caller.admin("forged", token.signedWith(doors.secretKey())), "/auth/me")
        .is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth-service", "ingest-service", "bot-service", "sender-service"})
  void frontDoorGivesEveryCallerTheRightAnswer(String service) {
    JsonNode document = doors.document(service).json();
    assertThat(document.path("x-closed").isArray()).isTrue();
    assertThat(document.path("x-closed")).as("operations without an access rule").isEmpty();
    document
        .path("paths")
        .forEach(path ->
            path.forEach(operation ->
                assertThat(operation.path("description").asString("")).contains("For: ")));
    check(doors.front(), operations(service, document), callers);
  }

  @Test
  void frontDoorDoesNotRelayInternalOperations() {
    List<Operation> internal = internal("bot-service");
    assertThat(internal).isNotEmpty();
    for (Operation operation : internal) {
      for (Caller caller : callers) {
        doors
            .front()
            .send(caller, operation.method(), operation.harmless(), "{}")
            .is(caller.isKnown() ? 404 : 401);
      }
    }
  }

  private static List<Operation> internal(String service) {
    return Operation.ALL.stream()
        .filter(operation -> operation.service().equals(service))
        .filter(operation -> operation.callers().equals(Operation.FRONT_DOOR))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest-service", "bot-service", "sender-service"})
  void serviceBehindTheFrontDoorGivesEveryCallerTheRightAnswer(String service) {
    Http inner = doors.inner(service);
    List<Caller> direct = new ArrayList<>(List.of(Caller.NOBODY));
    callers.stream()
        .filter(caller -> !caller.equals(Caller.NOBODY) && !caller.name().equals(INNER_TOKEN))
        .forEach(caller -> direct.add(Caller.refused(caller.name(), caller.token())));
    Caller admin = caller("admin");
    for (String other : SERVICES) {
      if (Doors.INNER.contains(other) && !other.equals(service)) {
        direct.add(Caller.refused("token for " + other, relayed(admin, other)));
      }
    }
    Jwt token = Jwt.of(relayed(admin, service));
    direct.add(Caller.refused("unsigned inner token", token.unsigned()));
    direct.add(
        Caller.refused(
            "changed inner token", token.with("scope", "chats:read intake deliveries").tampered()));
    direct.add(Caller.refused("self-made inner token", token.signedWith(doors.secretKey())));
    for (Caller caller : callers) {
      if (caller.isKnown()) {
        doors.innerToken(caller, service).map(caller::with).ifPresent(direct::add);
      }
    }
    String path = service.equals("sender-service") ? "/v3/api-docs" : "/docs/openapi";
    JsonNode document = inner.get(admin.with(relayed(admin, service)), path).is(200).json();

    List<Operation> operations = new ArrayList<>(operations(service, document));
    operations.addAll(internal(service));
    check(inner, operations.stream().distinct().toList(), direct);
  }

  private static String relayed(Caller caller, String service) {
    return doors.innerToken(caller, service).orElseThrow();
  }

  private static Caller caller(String name) {
    return callers.stream().filter(caller -> caller.name().equals(name)).findFirst().orElseThrow();
  }

  /// Fails for an operation that the table does not have, and if the document lost one.
  private static List<Operation> operations(String service, JsonNode document) {
    List<String> missing = new ArrayList<>();
    List<Operation> found = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      if (path.getKey().equals("/") && Doors.INNER.contains(service)) {
        // Only says that the service runs; the front door does not relay it.
        continue;
      }
      for (var operation : path.getValue().properties()) {
        Operation.ALL.stream()
            .filter(known -> known.is(service, operation.getKey(), path.getKey()))
            .findFirst()
            .ifPresentOrElse(
                found::add,
                () ->
                    missing.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
    }
    assertThat(missing).as("operations that the table of Operation must name").isEmpty();
    assertThat(Operation.ALL)
        .filteredOn(known -> known.service().equals(service))
        .filteredOn(known -> !known.callers().equals(Operation.FRONT_DOOR))
        .as("operations that %s no longer has", service)
        .allMatch(found::contains);
    return found;
  }

  private static void check(Http http, List<Operation> operations, List<Caller> callers) {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : operations) {
      for (Caller caller : callers) {
        String body = operation.method().matches("GET|DELETE") ? "" : "{}";
        Http.Answer answer = http.send(caller, operation.method(), operation.harmless(), body);
        if (!isRight(operation.refusal(caller), operation, answer)) {
          wrong.add("%s as %s: %d %s".formatted(operation, caller, answer.status(), answer.body()));
        }
      }
    }
    assertThat(wrong).as("wrong answers of %s", http.url()).isEmpty();
  }

  private static boolean isRight(int refusal, Operation operation, Http.Answer answer) {
    if (refusal != 0) {
      return answer.status() == refusal && answer.type().startsWith("application/problem+json");
    }
    if (operation.isPublic()) {
      return answer.status() < 500 && answer.status() != 403;
    }
    return answer.status() < 500
        && !Set.of(401, 403, 429).contains(answer.status())
        && !answer.body().contains("There is nothing at this address");
  }
}
