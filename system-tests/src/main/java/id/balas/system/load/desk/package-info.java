/// An agent at the desk's REST, beside a load run.
@NullMarked
package id.balas.system.load.desk;

import org.jspecify.annotations.NullMarked;
