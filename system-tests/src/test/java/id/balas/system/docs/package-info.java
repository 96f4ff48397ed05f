/// Checks that the documentation matches the code, and that its examples work.
@NullMarked
package id.balas.system.docs;

import org.jspecify.annotations.NullMarked;
