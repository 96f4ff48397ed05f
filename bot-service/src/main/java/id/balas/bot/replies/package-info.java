/// Saved replies and macros of agents. Owns the tables `bot.saved_replies` and `bot.macros`.
@NullMarked
package id.balas.bot.replies;

import org.jspecify.annotations.NullMarked;
