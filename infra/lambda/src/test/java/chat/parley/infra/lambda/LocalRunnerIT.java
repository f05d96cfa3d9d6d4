package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Api;
import chat.parley.infra.lambda.Caller.Reply;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The handler in Micronaut's own local runner, which calls it within one JVM and has neither
/// AWS's client nor its JSON in between.
class LocalRunnerIT {
  private static ApplicationContext api;
  private static HttpServer server;
  private static URI address;

  @BeforeAll
  static void start() throws Exception {
    Map<String, Object> settings = Map.copyOf(Deployment.shared().environment());
    api =
        Api.program()
            .environments(ApiFunction.ENVIRONMENT)
            .deduceEnvironment(false)
            .propertySources(
                PropertySource.of(
                    "test",
                    settings,
                    PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("test")))
            .build()
            .start();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", api.getBean(HttpHandler.class));
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    api.close();
  }

  @Test
  void aMessageIsSentAndFound() throws Exception {
    Caller ann = Caller.registered(address);
    String room = ann.group(Caller.registered(address));
    Reply sent = ann.say(room, "by the local runner");
    assertThat(sent.status()).isEqualTo(201);
    assertThat(ann.get("/v1/conversations/" + room + "/messages?limit=5").json().toString())
        .contains("by the local runner");
  }

  @Test
  void whatIsWrongIsSaidAsAProblem() throws Exception {
    Reply nobody = Caller.nobody(address).get("/v1/users/me");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.code()).isEqualTo("unauthenticated");
    assertThat(nobody.header("content-type")).isEqualTo("application/problem+json");
  }
}
