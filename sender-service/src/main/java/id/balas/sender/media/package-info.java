/// Files: what people send through us, and what the provider keeps for us to show.
@NullMarked
package id.balas.sender.media;

import org.jspecify.annotations.NullMarked;
