/// Connects the decision rules to Kafka and the database.
@NullMarked
package id.balas.bot.chat;

import org.jspecify.annotations.NullMarked;
