/// Random secrets and the encryption of secrets in the database.
@NullMarked
package id.balas.auth.secret;

import org.jspecify.annotations.NullMarked;
