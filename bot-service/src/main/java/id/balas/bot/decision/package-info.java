/// The decision rules. Pure code: no Spring, no SQL, no Kafka, no clock.
@NullMarked
package id.balas.bot.decision;

import org.jspecify.annotations.NullMarked;
