package id.balas.auth;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers who only asks whether somebody is there.
@RestController
class StatusController {

  @GetMapping("/")
  Status status() {
    return new Status("ok");
  }

  record Status(String status) {}
}
