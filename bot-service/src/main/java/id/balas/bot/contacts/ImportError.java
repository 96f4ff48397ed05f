package id.balas.bot.contacts;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An error of an import. `line` is the line of the file, `column` the column's name, null for the
/// whole row.
@Schema(name = "ImportError")
public record ImportError(
    @Schema(example = "7") int line,
    @Schema(example = "number") @Nullable String column,
    @Schema(example = "must be a phone number such as 628111222333") String message) {}
