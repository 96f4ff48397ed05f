/// API keys of programs.
@NullMarked
package id.balas.auth.apikey;

import org.jspecify.annotations.NullMarked;
