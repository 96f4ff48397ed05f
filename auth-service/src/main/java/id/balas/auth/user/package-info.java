/// User accounts, invitations and registration.
@NullMarked
package id.balas.auth.user;

import org.jspecify.annotations.NullMarked;
