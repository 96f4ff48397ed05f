/// The audit: who did what, when and from where.
@NullMarked
package id.balas.auth.audit;

import org.jspecify.annotations.NullMarked;
