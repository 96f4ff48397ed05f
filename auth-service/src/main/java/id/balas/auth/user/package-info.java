/// Users: how they come in, sign in, and are changed.
@NullMarked
package id.balas.auth.user;

import org.jspecify.annotations.NullMarked;
