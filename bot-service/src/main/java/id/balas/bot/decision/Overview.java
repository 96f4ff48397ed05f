package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The desk as it stands, for an admin who asks. No rule depends on it, only what an admin reads.
public interface Overview {

  Optional<Chat> chat(ChatKey key);

  /// How many chats of the channel are in each mode.
  Map<Mode, Long> byMode(String channel);

  /// Chats that the bot does not answer, the latest first.
  List<Chat> withoutBot(String channel, int atMost);
}
