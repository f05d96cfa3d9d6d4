package chat.parley.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;

/// Whether Kubernetes would take a manifest, by two models of its API: one knows which fields there
/// are and which must be there, the other of which type each is. Neither converts anything, for
/// an API server doesn't either: a variable that is set to `true` and not to `"true"` is refused.
final class Schemas {
  private static final Map<String, Model> MODELS =
      Map.ofEntries(
          Map.entry("v1/Service", model(V1Service::validateJsonElement, coreService())),
          Map.entry(
              "v1/ServiceAccount",
              model(V1ServiceAccount::validateJsonElement, ServiceAccount.class)),
          Map.entry(
              "v1/PersistentVolumeClaim",
              model(V1PersistentVolumeClaim::validateJsonElement, PersistentVolumeClaim.class)),
          Map.entry(
              "apps/v1/Deployment", model(V1Deployment::validateJsonElement, Deployment.class)),
          Map.entry("batch/v1/Job", model(V1Job::validateJsonElement, Job.class)),
          Map.entry("batch/v1/CronJob", model(V1CronJob::validateJsonElement, CronJob.class)),
          Map.entry(
              "policy/v1/PodDisruptionBudget",
              model(V1PodDisruptionBudget::validateJsonElement, PodDisruptionBudget.class)),
          Map.entry(
              "autoscaling/v2/HorizontalPodAutoscaler",
              model(V2HorizontalPodAutoscaler::validateJsonElement, HorizontalPodAutoscaler.class)),
          Map.entry(
              "networking.k8s.io/v1/Ingress", model(V1Ingress::validateJsonElement, Ingress.class)),
          Map.entry(
              "networking.k8s.io/v1/NetworkPolicy",
              model(V1NetworkPolicy::validateJsonElement, NetworkPolicy.class)),
          // Of these there is one model only.
          Map.entry(
              "monitoring.coreos.com/v1/ServiceMonitor",
              model(manifest -> {}, ServiceMonitor.class)),
          Map.entry("serving.knative.dev/v1/Service", model(manifest -> {}, Service.class)));

  private static final JsonMapper MAPPER = strict();

  private Schemas() {}

  /// @throws IllegalArgumentException when it says something that there isn't, or lacks something
  static void check(JsonNode manifest) {
    String type = manifest.path("apiVersion").asText() + "/" + Manifests.kind(manifest);
    Model model = MODELS.get(type);
    if (model == null) {
      throw new IllegalArgumentException("no model of " + type);
    }
    try {
      model.fields().check(JsonParser.parseString(manifest.toString()));
      MAPPER.treeToValue(manifest, model.types());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonMapper strict() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new WithoutRest())
            .build();
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float
        }) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  private static Class<?> coreService() {
    return io.fabric8.kubernetes.api.model.Service.class;
  }

  private static Model model(Fields fields, Class<?> types) {
    return new Model(fields, types);
  }

  private record Model(Fields fields, Class<?> types) {}

  @FunctionalInterface
  private interface Fields {
    void check(JsonElement manifest) throws IOException;
  }

  /// The models keep what they don't know; here that is an error.
  private static final class WithoutRest extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
