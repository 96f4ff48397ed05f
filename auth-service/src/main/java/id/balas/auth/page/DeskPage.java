package id.balas.auth.page;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `GET /desk/`: the desk. `GET /` leads a browser there, and is the health of the service for a
/// program.
@RestController
@Tag(name = "Health")
class DeskPage {

  private static final URI DESK = URI.create("/desk/");

  record Health(@Schema(example = "ok") String status) {}

  @Operation(
      summary = "The health of the service; leads a browser to the desk",
      description = "A browser is one that accepts `text/html`: it gets a 302 to `/desk/`.")
  @GetMapping("/")
  ResponseEntity<Health> front(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, required = false)
          @Nullable List<MediaType> accept) {
    boolean isBrowser =
        accept != null
            && accept.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    return isBrowser
        ? ResponseEntity.status(HttpStatus.FOUND).varyBy(HttpHeaders.ACCEPT).location(DESK).build()
        : ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).body(new Health("ok"));
  }

  @Hidden
  @GetMapping("/desk/")
  void desk(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/desk/desk.html").forward(request, response);
  }
}
