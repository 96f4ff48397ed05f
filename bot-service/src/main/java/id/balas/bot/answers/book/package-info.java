/// The answer book as an immutable snapshot: rules, opening hours and texts. No SQL.
@NullMarked
package id.balas.bot.answers.book;

import org.jspecify.annotations.NullMarked;
