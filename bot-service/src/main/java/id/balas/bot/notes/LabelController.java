package id.balas.bot.notes;

import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Manages the labels of chats.
@RestController
@RequestMapping("/labels")
@Tag(name = "Labels", description = "The labels of chats")
class LabelController {

  private static final String ID = "Id of the label";
  private static final String COLOR = "#[0-9a-fA-F]{6}";
  private static final String COLOR_RULE = "must be a color such as #2e7d32";

  @Schema(example = "{\"name\":\"VIP\",\"color\":\"#2e7d32\"}")
  record NewLabel(
      @NotNull @PlainText(max = 40) String name,
      @Pattern(regexp = COLOR, message = COLOR_RULE) @Nullable String color) {}

  /// A field without a value stays as it is.
  @Schema(example = "{\"color\":\"#2e7d32\"}")
  record LabelChange(
      @PlainText(max = 40) @Nullable String name,
      @Pattern(regexp = COLOR, message = COLOR_RULE) @Nullable String color) {}

  @Schema(name = "LabelList")
  record All(List<Labels.Label> labels) {}

  private final Labels labels;

  LabelController(Labels labels) {
    this.labels = labels;
  }

  @Operation(summary = "List labels", description = "With the number of chats of each.")
  @GetMapping
  All all() {
    return new All(labels.all());
  }

  @Operation(summary = "Add a label")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(responseCode = "409", description = "There is a label with this name")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Labels.Label add(@RequestBody @Valid NewLabel body) {
    String name = body.name().strip();
    try {
      return new Labels.Label(labels.add(name, body.color()), name, body.color(), 0);
    } catch (DuplicateKeyException _) {
      throw nameTaken();
    }
  }

  @Operation(summary = "Change a label", description = "Omitted fields stay unchanged.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No label with this id")
  @ApiResponse(responseCode = "409", description = "There is a label with this name")
  @PatchMapping("/{id}")
  Labels.Label change(
      @Parameter(description = ID, example = "7") @PathVariable long id,
      @RequestBody @Valid LabelChange body) {
    String name = body.name() == null ? null : body.name().strip();
    try {
      if (!labels.change(id, name, body.color())) {
        throw unknown(id);
      }
    } catch (DuplicateKeyException _) {
      throw nameTaken();
    }
    return labels.find(id).orElseThrow(() -> unknown(id));
  }

  @Operation(summary = "Delete a label", description = "Also from its chats.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No label with this id")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(description = ID, example = "7") @PathVariable long id) {
    if (!labels.delete(id)) {
      throw unknown(id);
    }
  }

  private static ProblemException nameTaken() {
    return ProblemException.conflict("There is a label with this name. Choose another name.");
  }

  private static ProblemException unknown(long id) {
    return ProblemException.notFound("There is no label " + id + ".");
  }
}
