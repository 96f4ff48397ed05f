/// Finds the caller of a request and enforces the access rules.
@NullMarked
package id.balas.auth.authentication;

import org.jspecify.annotations.NullMarked;
