/// Customers of a bot whose processes are killed, and what it must decide.
@NullMarked
package id.balas.system.faults.bot;

import org.jspecify.annotations.NullMarked;
