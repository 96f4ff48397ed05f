package id.balas.bot.web;

import static id.balas.bot.web.WebConfiguration.LANGUAGE;

import id.balas.bot.history.queries.MessageExport;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.people.ConversationExport;
import id.balas.service.text.CsvLine;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Exports all messages or conversations of a period, one per line, for admins.
@RestController
@Tag(name = "Export", description = "All messages or conversations of a period (admins)")
class ExportController {

  private static final JsonMapper JSON = new JsonMapper();

  enum Format {
    JSONL,
    CSV
  }

  enum Kind {
    MESSAGES,
    CONVERSATIONS;

    List<String> columns() {
      return switch (this) {
        case MESSAGES -> MessageExport.COLUMNS;
        case CONVERSATIONS -> ConversationExport.COLUMNS;
      };
    }
  }

  record ExportParameters(
      @Parameter(description = "JSONL if omitted", example = "csv") @Nullable Format format,
      @Parameter(description = "Sent at or after", example = "2026-11-01T00:00:00Z")
          @NotNull(message = "is missing. Give a time such as 2026-11-01T00:00:00Z")
          Instant from,
      @Parameter(description = "Sent before", example = "2026-12-01T00:00:00Z")
          @NotNull(message = "is missing. Give a time such as 2026-12-01T00:00:00Z")
          Instant to,
      @Parameter(description = "Name of the channel, all if omitted", example = "default")
          @PlainText
          @Nullable String channel,
      @Parameter(
              description =
                  "Messages if omitted. Of conversations, those whose last message was sent in this time",
              example = "conversations")
          @Nullable Kind kind) {

    Kind kindOrMessages() {
      return kind == null ? Kind.MESSAGES : kind;
    }
  }

  private final MessageExport messages;
  private final ConversationExport conversations;
  private final ReadableContents contents;

  ExportController(
      MessageExport messages, ConversationExport conversations, ReadableContents contents) {
    this.messages = messages;
    this.conversations = conversations;
    this.contents = contents;
  }

  @Operation(
      summary = "Export messages or conversations",
      description = "One per line, oldest first.")
  @ApiResponse(
      responseCode = "200",
      description = "The messages or conversations",
      content = {
        @Content(mediaType = "application/jsonl", schema = @Schema(type = "string")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @GetMapping("/export")
  void export(
      @ParameterObject @ModelAttribute @Valid ExportParameters parameters,
      @Parameter(description = LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!parameters.from().isBefore(parameters.to())) {
      throw ProblemException.invalid("from", "must be before \"to\".");
    }
    boolean isCsv = parameters.format() == Format.CSV;
    Kind kind = parameters.kindOrMessages();
    String name = kind.name().toLowerCase(Locale.ROOT);
    response.setContentType(isCsv ? "text/csv;charset=UTF-8" : "application/jsonl");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"%s.%s\"".formatted(name, isCsv ? "csv" : "jsonl"));
    StreamedFile.send(
        request,
        response,
        out -> {
          if (isCsv) {
            out.write(CsvLine.BYTE_ORDER_MARK + CsvLine.of(kind.columns()));
          }
          read(
              parameters,
              contents.accepted(language),
              row -> write(isCsv ? CsvLine.of(row) : jsonLine(kind, row), out));
        });
  }

  private void read(
      ExportParameters of, ReadableContent language, Consumer<List<@Nullable String>> rows)
      throws IOException {
    try {
      switch (of.kindOrMessages()) {
        case MESSAGES -> messages.read(of.from(), of.to(), of.channel(), language, rows);
        case CONVERSATIONS -> conversations.read(of.from(), of.to(), of.channel(), rows);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(String line, Writer out) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jsonLine(Kind kind, List<@Nullable String> row) {
    ObjectNode line = JSON.createObjectNode();
    for (int i = 0; i < row.size(); i++) {
      String column = kind.columns().get(i);
      String value = row.get(i);
      if (value != null) {
        if (column.equals("content")) {
          line.set(column, JSON.readTree(value));
        } else {
          line.put(column, value);
        }
      }
    }
    return line + "\n";
  }
}
