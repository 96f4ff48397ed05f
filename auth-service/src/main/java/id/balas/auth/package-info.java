/// Users, sessions and API keys, and the front door to the other services.
@NullMarked
package id.balas.auth;

import org.jspecify.annotations.NullMarked;
