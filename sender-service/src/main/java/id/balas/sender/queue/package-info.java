/// Which message is sent next, in order per chat and fair per channel. Pure: no Spring, SQL, Kafka,
/// threads or clock.
@NullMarked
package id.balas.sender.queue;

import org.jspecify.annotations.NullMarked;
