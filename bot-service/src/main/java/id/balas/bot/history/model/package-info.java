/// A message and its updates, in memory. Pure code: no SQL, no Kafka, no clock.
@NullMarked
package id.balas.bot.history.model;

import org.jspecify.annotations.NullMarked;
