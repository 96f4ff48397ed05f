/// The fault run: what the sender promises, while everything that can fail does.
@NullMarked
package id.balas.stack.faults;

import org.jspecify.annotations.NullMarked;
