/// Contents of messages as plain text for agents, in English and Indonesian. Reads the provider's
/// JSON of kinds that have no record of their own. No SQL, no Kafka, no clock.
@NullMarked
package id.balas.bot.history.readable;

import org.jspecify.annotations.NullMarked;
