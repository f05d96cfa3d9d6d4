package chat.parley.api.schema;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Who changes the database's schema.
///
/// @param migrate whether an api does, at its start. Where it is `false`, `java -jar
///     parley-api.jar migrate` does before a new version's first start, and an api that finds an
///     older schema than it needs ends with a word about it
@ConfigurationProperties("parley.database")
public record SchemaSettings(@Bindable(defaultValue = "true") boolean migrate) {}
