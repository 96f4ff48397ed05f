package id.balas.auth.access;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class RoutesTests {

  // Exports and reports are in the audit because they hand out much. They change nothing.
  @Asvs("3.5.3")
  @Test
  void getIsNoActButAnExport() {
    assertThat(Routes.ALL)
        .filteredOn(route -> route.method().equals(HttpMethod.GET))
        .extracting(Route::act)
        .filteredOn(Objects::nonNull)
        .containsExactlyInAnyOrder("chats.exported", "contacts.exported", "reports.read");
  }
}
