package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No chat was ever here.
final class EmptyDesk implements Overview {

  @Override
  public Optional<Chat> chat(ChatKey key) {
    return Optional.empty();
  }

  @Override
  public Map<Mode, Long> byMode(String channel) {
    return Map.of();
  }

  @Override
  public List<Chat> withoutBot(String channel, int atMost) {
    return List.of();
  }
}
