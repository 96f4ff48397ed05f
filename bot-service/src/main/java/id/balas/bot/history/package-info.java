/// The message history: a projection of Kafka records that assumes no order between topics.
@NullMarked
package id.balas.bot.history;

import org.jspecify.annotations.NullMarked;
