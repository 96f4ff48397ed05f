package id.balas.service.settings;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/// Adds [MigrationLock] to every service that migrates a database.
final class MigrationLockInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (ClassUtils.isPresent(
        "liquibase.integration.spring.SpringLiquibase", context.getClassLoader())) {
      context.getBeanFactory().addBeanPostProcessor(new MigrationLock());
    }
  }
}
