package id.balas.ingest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers `GET /`.
@Tag(name = "Service", description = "Whether the service answers.")
@RestController
class HomeController {

  record Answer(String status) {}

  @Operation(summary = "Check that the service answers")
  @ApiResponse(
      responseCode = "200",
      description = "It does",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Answer.class),
              examples = @ExampleObject("{\"status\":\"ok\"}")))
  @GetMapping("/")
  Answer home() {
    return new Answer("ok");
  }
}
