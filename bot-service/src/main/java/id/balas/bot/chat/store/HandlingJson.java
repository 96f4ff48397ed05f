package id.balas.bot.chat.store;

import id.balas.bot.decision.people.Handling;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The column `handling` of the table of chats. It is null if there is nothing.
public final class HandlingJson {

  private static final JsonMapper JSON = new JsonMapper();

  private HandlingJson() {}

  public static Handling read(@Nullable String json) {
    return json == null ? Handling.NONE : JSON.readValue(json, Handling.class);
  }

  static @Nullable String write(Handling handling) {
    return handling.equals(Handling.NONE) ? null : JSON.writeValueAsString(handling);
  }
}
