package id.balas.sender.acts;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// A request id comes again in a way that has no answer.
public final class RequestRefused extends ResponseStatusException {

  RequestRefused(String reason) {
    super(HttpStatus.CONFLICT, reason);
  }
}
