/// The figures of each day for leads: conversations, times, waiting, missed targets and failures.
@NullMarked
package id.balas.bot.reports;

import org.jspecify.annotations.NullMarked;
