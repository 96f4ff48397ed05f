/// The delivery protocol: the record of a delivery and the machine that decides each step. Pure: no
/// Spring, SQL, Kafka, threads or clock.
@NullMarked
package id.balas.sender.protocol;

import org.jspecify.annotations.NullMarked;
