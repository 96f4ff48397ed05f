package id.balas.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The requirements of OWASP ASVS 5.0 that a test shows, such as `6.2.1`. [SecurityTableTests]
/// compares them with the table in docs/security.md.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Asvs {
  String[] value();
}
