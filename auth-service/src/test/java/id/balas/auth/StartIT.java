package id.balas.auth;

import id.balas.settings.UnusableSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the service says where it cannot start.
class StartIT {

  @Test
  void asksForADatabase() {
    assertThatThrownBy(() -> RunningService.on(""))
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("DATABASE_URL is missing: set it to postgresql://");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() {
    assertThatThrownBy(() -> RunningService.on("postgresql://balas:secret@localhost:1/balas"))
        .rootCause()
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("DATABASE_URL leads to no database that lets us in: ")
        .hasMessageContaining("localhost:1 refused")
        .hasMessageNotContaining("secret");
  }
}
