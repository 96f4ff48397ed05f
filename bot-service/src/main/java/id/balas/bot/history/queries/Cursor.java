package id.balas.bot.history.queries;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// The last row of a page as an opaque cursor. The next page starts after it.
record Cursor(Instant at, String id) {

  static Cursor read(String parameter, String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(",", 2);
      var cursor =
          new Cursor(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), parts[1]);
      if (cursor.write().equals(text)
          && Parameters.isNear(cursor.at())
          && cursor.id().indexOf('\0') < 0) {
        return cursor;
      }
    } catch (RuntimeException _) {
      // Every parse error gets the same message.
    }
    throw new BadRequest(parameter, "is none of ours: take `next` of the page before as it is.");
  }

  String write() {
    String text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "," + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
