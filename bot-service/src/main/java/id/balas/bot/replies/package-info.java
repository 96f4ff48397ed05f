/// The AI: questions that no rule answers, and what comes of them.
@NullMarked
package id.balas.bot.replies;

import org.jspecify.annotations.NullMarked;
