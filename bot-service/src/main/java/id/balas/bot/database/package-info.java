/// Access to PostgreSQL that several packages share: columns, conditions, a query timeout, and
/// connections for long reads.
@NullMarked
package id.balas.bot.database;

import org.jspecify.annotations.NullMarked;
