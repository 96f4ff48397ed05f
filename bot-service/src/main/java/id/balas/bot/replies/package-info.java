/// The AI: answers questions that no rule answers.
@NullMarked
package id.balas.bot.replies;

import org.jspecify.annotations.NullMarked;
