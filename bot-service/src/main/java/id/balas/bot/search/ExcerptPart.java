package id.balas.bot.search;

import io.swagger.v3.oas.annotations.media.Schema;

/// A piece of a message text. `hit` is true for a piece that was searched for.
@Schema(name = "ExcerptPart")
public record ExcerptPart(@Schema(example = "INV-2026/0012") String text, boolean hit) {}
