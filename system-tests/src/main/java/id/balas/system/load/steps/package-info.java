/// The load run beside a running stack: its steps, its generator, and the bot it is compared with.
@NullMarked
package id.balas.system.load.steps;

import org.jspecify.annotations.NullMarked;
