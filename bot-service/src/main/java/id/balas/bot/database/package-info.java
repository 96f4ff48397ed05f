/// Access to PostgreSQL that several packages share: columns, conditions and a query timeout.
@NullMarked
package id.balas.bot.database;

import org.jspecify.annotations.NullMarked;
