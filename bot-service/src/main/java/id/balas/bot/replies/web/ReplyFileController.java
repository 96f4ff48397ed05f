package id.balas.bot.replies.web;

import id.balas.bot.replies.ReplyExport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Exports saved replies and macros as CSV, for admins.
@RestController
class ReplyFileController {

  private static final String CSV = "text/csv";

  private final ReplyExport export;

  ReplyFileController(ReplyExport export) {
    this.export = export;
  }

  @Operation(
      summary = "Export saved replies",
      description = "Admins only. All saved replies as CSV, by shortcut.",
      tags = "Saved replies")
  @ApiResponse(
      responseCode = "200",
      description = "The saved replies",
      content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
  @GetMapping("/replies/export")
  ResponseEntity<byte[]> exportReplies() {
    return file("saved-replies.csv", export.replies());
  }

  @Operation(
      summary = "Export macros",
      description = "Admins only. All macros as CSV, by name.",
      tags = "Macros")
  @ApiResponse(
      responseCode = "200",
      description = "The macros",
      content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
  @GetMapping("/macros/export")
  ResponseEntity<byte[]> exportMacros() {
    return file("macros.csv", export.macros());
  }

  private static ResponseEntity<byte[]> file(String name, String csv) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(csv.getBytes(StandardCharsets.UTF_8));
  }
}
