/// The token budget, the price and the metrics of AI calls. Owns the table `bot.ai_usage`.
@NullMarked
package id.balas.bot.ai.usage;

import org.jspecify.annotations.NullMarked;
