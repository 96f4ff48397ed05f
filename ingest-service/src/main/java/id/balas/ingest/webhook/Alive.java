package id.balas.ingest.webhook;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Says to whoever opens the bare address that somebody is in.
@RestController
class Alive {

  record Answer(String status) {}

  @GetMapping("/")
  Answer alive() {
    return new Answer("ok");
  }
}
