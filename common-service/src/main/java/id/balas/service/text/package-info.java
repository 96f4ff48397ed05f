/// Texts as they may be shown: cut to a length, and without whole phone numbers.
@NullMarked
package id.balas.service.text;

import org.jspecify.annotations.NullMarked;
