/// What the desk has ready to say: canned rules, opening hours and texts, edited over REST and read
/// by the rules of the bot as one unchanging snapshot.
@NullMarked
package id.balas.bot.answers;

import org.jspecify.annotations.NullMarked;
