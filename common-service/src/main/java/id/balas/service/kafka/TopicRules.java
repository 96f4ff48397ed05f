package id.balas.service.kafka;

import id.balas.events.wire.TopicAccess;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Kafka's access control lists for the services: each gets what [TopicAccess] says, and nothing
/// else. A user has the name of its service.
public final class TopicRules {

  private TopicRules() {}

  /// Adds the rules that are missing.
  public static void create(Admin admin) throws ExecutionException, InterruptedException {
    admin.createAcls(TopicAccess.ALL.stream().flatMap(TopicRules::of).toList()).all().get();
  }

  private static Stream<AclBinding> of(TopicAccess access) {
    Function<AclOperation, Function<String, AclBinding>> topic =
        operation -> name -> allowed(access, ResourceType.TOPIC, name, operation);
    return Stream.of(
            access.describes().stream().map(topic.apply(AclOperation.DESCRIBE)),
            access.describes().stream().map(topic.apply(AclOperation.DESCRIBE_CONFIGS)),
            access.reads().stream().map(topic.apply(AclOperation.READ)),
            access.writes().stream().map(topic.apply(AclOperation.WRITE)),
            groups(access))
        .flatMap(rules -> rules);
  }

  private static Stream<AclBinding> groups(TopicAccess access) {
    return access.groups().stream()
        .flatMap(group ->
            List.of(AclOperation.DESCRIBE, AclOperation.READ).stream()
                .map(operation -> allowed(access, ResourceType.GROUP, group, operation)));
  }

  private static AclBinding allowed(
      TopicAccess access, ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + access.service(), "*", operation, AclPermissionType.ALLOW));
  }
}
