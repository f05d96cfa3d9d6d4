package chat.parley.api.schema;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that the database has the schema which this api needs before anybody asks it
/// something: it migrates it, or, where that is not its business, does not start.
@Singleton
class SchemaAtStart implements BeanCreatedEventListener<DataSource> {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaAtStart.class);

  private final SchemaSettings settings;

  SchemaAtStart(SchemaSettings settings) {
    this.settings = settings;
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    // Micronaut's own may be asked for connections only when all of it is there.
    DataSource database = DelegatingDataSource.unwrapDataSource(event.getBean());
    if (!isReached(database)) {
      if (!settings.migrate()) {
        throw new ConfigurationException(
            "the database is older than schema %d: run 'java -jar parley-api.jar migrate' first"
                .formatted(Schema.NEEDED));
      }
      LOG.info("the database is brought to schema {}", Schema.NEEDED);
      Schema.migrate(database);
    }
    return event.getBean();
  }

  private static boolean isReached(DataSource database) {
    try {
      return Schema.isReached(database);
    } catch (SQLException e) {
      throw new ConfigurationException("no telling which schema the database has", e);
    }
  }
}
