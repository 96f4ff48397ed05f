/// What users change about their own account, and what an account has issued: sessions, keys and
/// invitations.
@NullMarked
package id.balas.auth.account;

import org.jspecify.annotations.NullMarked;
