/// What was said in each chat and what became of it: a projection of the log that assumes no order
/// between topics.
@NullMarked
package id.balas.bot.history;

import org.jspecify.annotations.NullMarked;
