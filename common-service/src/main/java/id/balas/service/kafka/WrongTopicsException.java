package id.balas.service.kafka;

import java.util.List;

/// Topics are missing, or have settings that this release cannot work with.
public final class WrongTopicsException extends RuntimeException {

  WrongTopicsException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
