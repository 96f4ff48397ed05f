/// Login, session renewal, and what users change about their own account.
@NullMarked
package id.balas.auth.login;

import org.jspecify.annotations.NullMarked;
