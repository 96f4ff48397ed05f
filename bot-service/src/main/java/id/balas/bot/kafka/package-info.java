/// What the consumers of this service share: permanent failures, dead letters and the lag.
@NullMarked
package id.balas.bot.kafka;

import org.jspecify.annotations.NullMarked;
