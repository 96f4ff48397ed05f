/// Files: uploads to the provider, and a cache of those that customers sent.
@NullMarked
package id.balas.sender.media;

import org.jspecify.annotations.NullMarked;
