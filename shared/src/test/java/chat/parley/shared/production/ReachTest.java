package chat.parley.shared.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  private static final List<String> OURS = List.of(".corp.example.org", "db.example.net");

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "::1"})
  void whatDoesNotLeaveTheMachine(String host) {
    assertThat(Reach.of(host, OURS)).isEqualTo(Reach.LOOPBACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.0.1",
        "fd00::1",
        "fe80::1",
        "redis",
        "redis.parley.svc",
        "db.parley.svc.cluster.local",
        "db.eu.internal",
        "nas.lan",
        "nas.home.arpa",
        "db.corp.example.org",
        "DB.Corp.Example.Org",
        "db.example.net"
      })
  void whatStaysInAPrivateNetwork(String host) {
    assertThat(Reach.of(host, OURS)).isEqualTo(Reach.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "172.15.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "192.169.0.1",
        "2001:db8::1",
        "db.example.org",
        "x.rds.amazonaws.com",
        "corp.example.org",
        "evil-db.example.net",
        "10.example.org"
      })
  void whatMayGoPastAnybody(String host) {
    assertThat(Reach.of(host, OURS)).isEqualTo(Reach.PUBLIC);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://localhost/parley, LOOPBACK",
    "jdbc:postgresql:parley, LOOPBACK",
    "jdbc:postgresql:///parley, LOOPBACK",
    "'jdbc:postgresql://localhost:5432,10.0.0.1:5432/parley', PRIVATE",
    "'jdbc:postgresql://10.0.0.1:5432,db.example.org/parley', PUBLIC",
    "redis://[::1]:6379, LOOPBACK",
    "'redis-sentinel://:p@10.0.0.1:26379,10.0.0.2#main', PRIVATE",
    "redis://user:a@b@db.example.org:6379/2, PUBLIC",
    "http://db.example.org:8443?host=localhost, PUBLIC",
    "https://10.0.0.1@db.example.org/, PUBLIC",
  })
  void anAddressReachesAsFarAsTheFurthestOfItsHosts(String address, Reach reach) {
    assertThat(Address.parse(address).reach(new ProductionSettings(true, OURS))).isEqualTo(reach);
  }

  @Test
  void anAddressIsTakenApart() {
    Address address =
        Address.parse(
            "jdbc:postgresql://a:1,b/parley?sslmode=verify-full&ApplicationName=x=y&flag");

    assertThat(address.scheme()).isEqualTo("postgresql");
    assertThat(address.hosts()).containsExactly("a", "b");
    assertThat(address.options())
        .containsEntry("sslmode", "verify-full")
        .containsEntry("ApplicationName", "x=y")
        .containsEntry("flag", "");
    assertThat(Address.parse("rediss://me:s3:cr@h").password()).isEqualTo("s3:cr");
    assertThat(Address.parse("rediss://me:s3:cr@h").toString()).doesNotContain("s3");
    assertThat(Address.parse("nonsense").scheme()).isEmpty();
  }
}
