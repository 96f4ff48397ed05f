/// Chat ids, phone numbers and the hidden numbers (`@lid`) that stand for them.
@NullMarked
package id.balas.whapi.numbers;

import org.jspecify.annotations.NullMarked;
