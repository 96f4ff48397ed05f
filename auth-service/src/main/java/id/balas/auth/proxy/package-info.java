/// Whether the address of a request is the client's: trusted proxies and `X-Forwarded-For`.
@NullMarked
package id.balas.auth.proxy;

import org.jspecify.annotations.NullMarked;
