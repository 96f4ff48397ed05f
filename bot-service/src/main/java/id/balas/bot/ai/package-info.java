/// The AI: answers questions that no rule answers.
@NullMarked
package id.balas.bot.ai;

import org.jspecify.annotations.NullMarked;
