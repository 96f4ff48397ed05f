/// Rebuilds the history from Kafka. Owns the temporary tables `bot.rebuilt_*`.
@NullMarked
package id.balas.bot.history.rebuild;

import org.jspecify.annotations.NullMarked;
