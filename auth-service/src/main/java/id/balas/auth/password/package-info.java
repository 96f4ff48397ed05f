/// Which passwords are allowed, and their hashes.
@NullMarked
package id.balas.auth.password;

import org.jspecify.annotations.NullMarked;
