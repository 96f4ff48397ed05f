/// All of Balas on one machine with one command.
@NullMarked
package id.balas.stack;

import org.jspecify.annotations.NullMarked;
