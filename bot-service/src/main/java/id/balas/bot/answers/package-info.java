/// The answer book: canned rules, opening hours and texts. Edited over REST and read by the
/// decision rules as one immutable snapshot.
@NullMarked
package id.balas.bot.answers;

import org.jspecify.annotations.NullMarked;
