/// Messages in quantity through a running stack, judged by what the provider was given.
@NullMarked
package id.balas.stack.load;

import org.jspecify.annotations.NullMarked;
