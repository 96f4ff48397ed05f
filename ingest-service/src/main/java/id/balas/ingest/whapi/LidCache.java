package id.balas.ingest.whapi;

import id.balas.ingest.translation.Lids;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is known of hidden numbers, by channel and LID.
@Component
class LidCache implements Lids {

  private final Map<String, String> phones = new ConcurrentHashMap<>();

  @Override
  public @Nullable String phoneOf(String channel, String lid) {
    return phones.get(channel + "/" + lid);
  }
}
