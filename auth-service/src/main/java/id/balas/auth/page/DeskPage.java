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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `GET /`: the desk for a browser, the health of the service for a program. `GET /desk/`: the new
/// desk.
@RestController
@Tag(name = "Health")
class DeskPage {

  record Health(@Schema(example = "ok") String status) {}

  @Operation(summary = "The desk page for a browser, the health of the service for a program")
  @GetMapping("/")
  @Nullable ResponseEntity<Health> front(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, required = false)
          @Nullable List<MediaType> accept,
      HttpServletRequest request,
      HttpServletResponse response)
      throws ServletException, IOException {
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    boolean isBrowser =
        accept != null
            && accept.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    if (!isBrowser) {
      return ResponseEntity.ok(new Health("ok"));
    }
    request.getRequestDispatcher("/desk/index.html").forward(request, response);
    return null;
  }

  @Hidden
  @GetMapping("/desk/")
  void desk(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/desk/desk.html").forward(request, response);
  }
}
