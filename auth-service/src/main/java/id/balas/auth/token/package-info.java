/// The front door's own token, and the keys that it is signed with.
@NullMarked
package id.balas.auth.token;

import org.jspecify.annotations.NullMarked;
