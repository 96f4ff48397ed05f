/// Consumes outbound-messages and runs the tasks of the queues.
@NullMarked
package id.balas.sender.outbound;

import org.jspecify.annotations.NullMarked;
