package id.balas.fakewhapi.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// A page in the provider's format: `count` is the requested size, `total` the number of matches.
public record MessagePage(List<StoredMessage> messages, int count, int total, int offset) {

  public byte[] bytes() {
    var out =
        new ByteArrayOutputStream(
            64 + messages.stream().mapToInt(message -> message.bytes().length + 1).sum());
    out.writeBytes("{\"messages\":[".getBytes(UTF_8));
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(messages.get(i).bytes());
    }
    out.writeBytes(
        "],\"count\":%d,\"total\":%d,\"offset\":%d}"
            .formatted(count, total, offset)
            .getBytes(UTF_8));
    return out.toByteArray();
  }
}
