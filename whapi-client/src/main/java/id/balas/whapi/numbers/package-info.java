/// Chat ids, phone numbers, and the hidden numbers (`@lid`) that replace them.
@NullMarked
package id.balas.whapi.numbers;

import org.jspecify.annotations.NullMarked;
