/// Turns the raw text of a model into the text that a customer reads. Pure functions in linear
/// time.
@NullMarked
package id.balas.bot.ai.text;

import org.jspecify.annotations.NullMarked;
