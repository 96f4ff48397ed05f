/// The whole of Balas on one machine with one command, and the tests of the whole.
@NullMarked
package id.balas.stack;

import org.jspecify.annotations.NullMarked;
