/// Processes of the stack: start, stop, and clean up after a killed launcher.
@NullMarked
package id.balas.stack.process;

import org.jspecify.annotations.NullMarked;
