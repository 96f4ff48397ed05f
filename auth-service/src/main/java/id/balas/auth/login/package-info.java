/// Login, session renewal, sign-out and password reset.
@NullMarked
package id.balas.auth.login;

import org.jspecify.annotations.NullMarked;
