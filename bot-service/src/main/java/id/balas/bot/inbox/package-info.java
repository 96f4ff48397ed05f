/// The chat list: its views, filters, order, rows and counts, as one user sees them.
@NullMarked
package id.balas.bot.inbox;

import org.jspecify.annotations.NullMarked;
