/// The desk in a real browser, with a whole stack.
@NullMarked
package id.balas.system.desk;

import org.jspecify.annotations.NullMarked;
