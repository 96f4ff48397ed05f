/// The second factor of a login: authenticator app and recovery codes.
@NullMarked
package id.balas.auth.factor;

import org.jspecify.annotations.NullMarked;
