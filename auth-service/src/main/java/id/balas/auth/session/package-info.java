/// Sessions, access tokens, the front door's own token and the keys that sign them.
@NullMarked
package id.balas.auth.session;

import org.jspecify.annotations.NullMarked;
