package id.balas.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

  private static final Instant AT = Instant.parse("2026-11-23T08:00:00.123456Z");

  @Test
  void listAcceptsItsOwnCursor() {
    Cursor sent = Cursor.parse(Cursor.of("mentions", AT, "note-1/2").toString());

    assertThat(Cursor.in("mentions", "after", sent)).isEqualTo(new Cursor(AT, "note-1/2"));
    assertThat(Cursor.in("mentions", "after", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"note-1", "", "mentions", "timeline/note-1", "mentions2/note-1"})
  void cursorOfAnotherListIsRefused(String id) {
    assertThatThrownBy(() -> Cursor.in("mentions", "after", new Cursor(AT, id)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.getBody().getDetail())
                    .isEqualTo(
                        "\"after\" is a cursor of another list. Pass the value of `next` of the previous page."));
  }
}
