package id.balas.service.kafka;

import java.util.List;

/// The topics that a service reads or writes. The service declares them as a bean; they are checked
/// at startup.
public record RequiredTopics(List<String> names) {

  public static RequiredTopics of(String... names) {
    return new RequiredTopics(List.of(names));
  }
}
