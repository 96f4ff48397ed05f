/// The facts behind the reports, derived from the topics: conversations, waits, answers and missed
/// targets.
@NullMarked
package id.balas.bot.reports.facts;

import org.jspecify.annotations.NullMarked;
