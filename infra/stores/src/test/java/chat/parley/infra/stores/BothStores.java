package chat.parley.infra.stores;

/// A program that starts both stores, says so, and stays.
final class BothStores {
  private BothStores() {}

  public static void main(String[] args) throws InterruptedException {
    var postgres = PostgresStore.temporary();
    var redis = RedisStore.temporary();
    System.out.println(postgres.pid() + " " + redis.pid());
    Thread.currentThread().join();
  }
}
