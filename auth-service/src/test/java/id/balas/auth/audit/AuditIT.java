package id.balas.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The audit as admins read it.
class AuditIT {

  private static Client admin;
  private static RunningService service;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.admin(service);
  }

  @Asvs({"16.2.1", "16.2.2"})
  @Test
  void entriesNameActorActionTargetAndAddress() {
    String name = Client.fresh("subject");
    Client boss = Client.user(service, Client.fresh("boss"), "admin");
    String who = boss.get("/auth/me").text("/username");
    String id = boss.register(name, "karyawan").is(201).text("/data/id");
    boss.patch("/users/" + id, "{\"disabled\":true}").is(200);

    Client.Answer page = admin.get("/audit?target=user:" + id);
    assertThat(page.json().path("items")).hasSize(2);
    assertThat(page.text("/items/0/what")).isEqualTo("user.changed");
    assertThat(page.text("/items/0/detail")).isEqualTo("disabled");
    assertThat(page.text("/items/0/user")).isEqualTo(who);
    assertThat(page.text("/items/0/who")).isEqualTo(who);
    assertThat(page.text("/items/0/what")).isEqualTo(page.text("/items/0/action"));
    assertThat(page.text("/items/0/whoId")).isEqualTo(page.text("/items/0/userId"));
    assertThat(page.text("/items/0/address")).isEqualTo(boss.address());
    assertThat(Instant.parse(page.text("/items/0/at"))).isBeforeOrEqualTo(Instant.now());
    assertThat(page.text("/items/1/what")).isEqualTo("user.registered");
  }

  @Asvs("16.2.5")
  @Test
  void failedLoginsAreAuditedWithoutThePassword() {
    Client guesser = Client.stranger(service);
    String known = Client.fresh("known");
    admin.register(known, "karyawan").is(201);
    guesser.login(Client.fresh("nobody"), "a-secret-that-was-typed").is(401);
    guesser.login(known, "a-secret-that-was-typed").is(401);

    Client.Answer page = admin.get("/audit?what=login.failed&address=" + guesser.address());
    assertThat(page.json().path("items")).hasSize(2);
    assertThat(page.body()).doesNotContain("a-secret-that-was-typed");
  }

  @Asvs("16.2.5")
  @Test
  void namesOfNoAccountAreHashed() {
    Client guesser = Client.stranger(service);
    String typed = Client.fresh("SandiSaya-");
    guesser.login(typed, "typed-in-the-wrong-field").is(401);
    guesser.login(typed, "typed-in-the-wrong-field").is(401);
    guesser
        .post(
            "/auth/reset",
            "{\"identifier\":\"%s\",\"code\":\"AAAAAAAAAA\",\"password\":\"kata-sandi-lain-9\"}"
                .formatted(typed))
        .is(401);

    Client.Answer page = admin.get("/audit?address=" + guesser.address());
    assertThat(page.body()).doesNotContainIgnoringCase(typed);
    assertThat(page.json().path("items"))
        .hasSize(3)
        .extracting(item -> item.path("user").asString())
        .allMatch(user -> user.matches("unknown:[0-9a-f]{16}"))
        .containsOnly(page.text("/items/0/user"));
  }

  @Asvs("16.3.1")
  @Test
  void failedLoginsNameTheAccount() {
    String name = Client.fresh("known");
    admin.register(name, "karyawan").is(201);
    Client guesser = Client.stranger(service);
    guesser.login(name + "@EXAMPLE.com", "wrong-password").is(401);

    assertThat(admin.get("/audit?address=" + guesser.address()).text("/items/0/user"))
        .isEqualTo(name);
  }

  @Test
  void wrongCodeOfANewAppIsAudited() {
    Client boss = Client.user(service, Client.fresh("boss"), "admin");
    boss.post("/auth/me/totp", "{\"password\":\"" + RunningService.PASSWORD + "\"}").is(200);
    boss.post("/auth/me/totp/confirm", "{\"code\":\"000000\"}").is(400);

    Client.Answer page = admin.get("/audit?what=totp.wrong&address=" + boss.address());
    assertThat(page.json().path("items")).hasSize(1);
    assertThat(page.text("/items/0/target"))
        .isEqualTo("user:" + boss.get("/auth/me").is(200).text("/id"));
  }

  @Asvs("16.3.2")
  @Test
  void refusedCallsAreAuditedOnceAMinute() {
    Client agent = Client.user(service, Client.fresh("curious"), "karyawan");
    agent.get("/users/1").is(403);
    agent.get("/users/2").is(403);
    agent.get("/audit").is(403);

    Client.Answer page = admin.get("/audit?what=access.refused&address=" + agent.address());
    assertThat(page.json().path("items"))
        .extracting(item -> item.path("target").asString())
        .containsExactly("GET /audit", "GET /users/1");
  }

  @Test
  void pagesMissAndRepeatNoEntry() {
    Client guesser = Client.stranger(service);
    for (int i = 0; i < 7; i++) {
      guesser.login(Client.fresh("nobody"), "wrong-password");
    }
    List<Long> ids = new ArrayList<>();
    String after = "";
    do {
      var page = admin.get("/audit?limit=3&address=" + guesser.address() + after).is(200).json();
      page.path("items").forEach(item -> ids.add(item.path("id").asLong()));
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!after.isEmpty());

    assertThat(ids)
        .hasSize(7)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void entriesOlderThan400DaysAreDeleted() {
    String who = Client.fresh("old");
    for (int days : List.of(401, 399, 0)) {
      service
          .bean(JdbcClient.class)
          .sql(
              "INSERT INTO auth.audit (at, who, what, address) VALUES (now() - make_interval(days => ?), ?, 'login', ?)")
          .params(days, who, "10.9.9." + days % 100)
          .update();
    }
    service.bean(Audit.class).deleteOld();

    assertThat(admin.get("/audit?who=" + who).json().path("items"))
        .extracting(item -> item.path("address").asString())
        .containsExactly("10.9.9.0", "10.9.9.99");
  }

  @Test
  void entriesAreFilteredByTime() {
    assertThat(admin.get("/audit?since=2100-01-01T00:00:00Z").is(200).json().path("items"))
        .isEmpty();
    assertThat(admin.get("/audit?until=2000-01-01T00:00:00Z").is(200).json().path("items"))
        .isEmpty();
  }

  @Asvs({"1.2.4", "1.4.2", "16.4.1"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=x",
        "after=x",
        "since=yesterday",
        "who=%00",
        "since=%2B999999999-01-01T00:00:00Z",
        "after=99999999999999999999",
        "what=%ff"
      })
  void invalidFiltersAreRefused(String query) {
    admin.get("/audit?" + query).is(400);
  }
}
