package id.balas.auth.frontdoor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The bare address: the desk for a browser, a word of health for a program.
@RestController
class DeskPage {

  // What customers write is shown there: trusted types let the browser refuse it wherever a text
  // could become markup.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";

  private final PageFiles files = new PageFiles("/desk/", POLICY);

  record Health(String status) {}

  @GetMapping("/")
  ResponseEntity<?> front(
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false)
          @Nullable List<MediaType> wanted) {
    boolean isBrowser =
        wanted != null
            && wanted.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    return isBrowser ? vary(files.answer("index.html")) : vary(ResponseEntity.ok(new Health("ok")));
  }

  private static <T> ResponseEntity<T> vary(ResponseEntity<T> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .varyBy(HttpHeaders.ACCEPT)
        .body(answer.getBody());
  }

  @GetMapping("/desk/{name}")
  ResponseEntity<Resource> file(@PathVariable String name) {
    return files.answer(name);
  }
}
