/// Messages in quantity through a running stack, judged by what the provider was given.
@NullMarked
package id.balas.system.load;

import org.jspecify.annotations.NullMarked;
