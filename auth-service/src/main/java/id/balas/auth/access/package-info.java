/// Who a caller is and which endpoint needs which role or scope. Depends on no other package.
@NullMarked
package id.balas.auth.access;

import org.jspecify.annotations.NullMarked;
