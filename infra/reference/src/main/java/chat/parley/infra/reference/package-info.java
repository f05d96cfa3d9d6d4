/// What of a program can be set, as a page: from the comments of its settings, which the compiler
/// keeps beside their classes, and from the placeholders of its `application.yml`.
@NullMarked
package chat.parley.infra.reference;

import org.jspecify.annotations.NullMarked;
