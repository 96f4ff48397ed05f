package id.balas.bot.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.bulk.BulkAct.Kind;
import id.balas.bot.bulk.BulkAct.Order;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkActTests {

  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);

  @ParameterizedTest
  @EnumSource(names = {"RESOLVE", "SNOOZE", "RETURN_TO_BOT"})
  void commandNamesWhatTheCallerSaw(Kind kind) {
    ChatCommand command = command(act(kind, null, null));
    assertThat(command.seen()).isEqualTo("wamid-1");
    assertThat(command.notAfter()).isEqualTo(LATER);
    assertThat(command.issuedBy()).isEqualTo(Issuer.user("siti", "karyawan"));
  }

  @Test
  void snoozeLastsUntilTheGivenTime() {
    assertThat(command(act(Kind.SNOOZE, null, null)))
        .isInstanceOfSatisfying(Snooze.class, it -> assertThat(it.until()).isEqualTo(LATER));
  }

  @Test
  void chatGoesToAssigneeToCallerOrToTeam() {
    assertThat(command(act(Kind.ASSIGN, "rudi", null)))
        .isInstanceOfSatisfying(Assign.class, it -> assertThat(it.assignee()).isEqualTo("rudi"));
    assertThat(command(act(Kind.ASSIGN, null, null)))
        .isInstanceOfSatisfying(Assign.class, it -> assertThat(it.assignee()).isEqualTo("siti"));
    assertThat(command(act(Kind.ASSIGN, null, "orders")))
        .isInstanceOfSatisfying(
            Transfer.class,
            it -> {
              assertThat(it.team()).isEqualTo("orders");
              assertThat(it.assignee()).isNull();
            });
  }

  @Test
  void labelsNeedNoCommand() {
    assertThat(act(Kind.LABEL, null, null).command(order())).isNull();
  }

  private static BulkAct act(Kind kind, @Nullable String assignee, @Nullable String team) {
    return new BulkAct(kind, assignee, team, LATER, List.of());
  }

  private static ChatCommand command(BulkAct act) {
    return Objects.requireNonNull(act.command(order()));
  }

  private static Order order() {
    return new Order(
        "bulk-1",
        new ChatKey("default", "628111@s.whatsapp.net"),
        "wamid-1",
        Issuer.user("siti", "karyawan"),
        NOW,
        LATER);
  }
}
